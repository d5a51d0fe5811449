import { conflict } from '@shop/kit/problem.ts'
import { putLine, removeLine } from './basket.ts'
import type { Owner } from './basket-store.ts'
import { freshLine } from './catalog.ts'
import { changeBasket } from './change-basket.ts'
import { edit, type Held, visible } from './held.ts'
import type { BasketService } from './service.ts'

/** Anybody may fill a basket, so it has an end. */
const mostLines = 100

/** The owner's basket, or the one that is just being checked out. */
export const readBasket = async (service: BasketService, owner: Owner) =>
  visible(await changeBasket(service, owner, (held) => held))

/** Sets how many units of a product are in the basket; none takes it out. */
export async function setQuantity(
  service: BasketService,
  owner: Owner,
  productId: string,
  quantity: number,
) {
  if (quantity === 0) return removeProduct(service, owner, productId)
  const line = await freshLine(service, productId, quantity)
  const put = (held: Held) => {
    const lines = putLine(held.basket.lines, line)
    if (lines.length > Math.max(mostLines, held.basket.lines.length)) {
      throw conflict('basket-full', `A basket has room for ${mostLines} products`)
    }
    return edit(held, lines)
  }
  return (await changeBasket(service, owner, put)).basket
}

export const removeProduct = async (service: BasketService, owner: Owner, productId: string) =>
  (
    await changeBasket(service, owner, (held) =>
      edit(held, removeLine(held.basket.lines, productId)),
    )
  ).basket
