import { keepFor } from '@shop/kit/keep.ts'
import { unavailable } from '@shop/kit/problem.ts'
import { z } from 'zod'
import type { Handler } from '../call.ts'
import type { GatewayService } from '../service.ts'
import { within } from '../within.ts'

const products = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) })
type Products = z.infer<typeof products>
const sales = z.object({ items: z.array(z.object({ productId: z.string() })) })

const five = 5
const itemsPath = (ids: readonly string[]) =>
  `/catalog/items?ids=${ids.map(encodeURIComponent).join(',')}`

/** The best sold products, or the catalog's own choice; one answer for all for a few seconds. */
export function topFive(service: GatewayService): Handler {
  const { TOP_FIVE_KEPT } = service.config
  const read = keepFor(TOP_FIVE_KEPT, service.now, async () => {
    const ids = await bestSold(service)
    const best = ids.length > 0 && pick(await catalog(service, itemsPath(ids)), ids)
    return best || (await catalog(service, '/catalog/top-five'))
  })
  return async (_asked, res) => {
    res.json(await read())
  }
}

/** Most sold first; none where analytics is down, slow or knows nothing. */
async function bestSold(service: GatewayService): Promise<readonly string[]> {
  const { sidecar, serviceToken, config, log } = service
  const timeout = config.TOP_FIVE_TIMEOUT
  const ask = async () => {
    const path = '/analytics/top-five'
    const token = await serviceToken()
    const answer = await sidecar.invoke({ app: 'analytics', method: 'GET', path, token, timeout })
    if (answer.status !== 200) throw new Error(`analytics answered ${answer.status}`)
    return sales.parse(answer.body).items.map(({ productId }) => productId)
  }
  const asked = ask().catch((error: unknown) => {
    log.warn({ reason: String(error) }, 'what is sold most is not known now')
  })
  return ((await within(timeout, asked)) ?? []).slice(0, five)
}

/** These products in this order; undefined where the catalog has none of them. */
function pick(found: Products, ids: readonly string[]): Products | undefined {
  const byId = new Map(found.items.map((product) => [product.id, product]))
  const items = ids.flatMap((id) => byId.get(id) ?? [])
  return items.length > 0 ? { items, total: items.length, pageIndex: 0, pageSize: five } : undefined
}

async function catalog({ sidecar }: GatewayService, path: string): Promise<Products> {
  const { status, body } = await sidecar.invoke({ app: 'catalog', method: 'GET', path })
  if (status !== 200) throw unavailable(`The catalog answered ${status}`)
  return products.parse(body)
}
