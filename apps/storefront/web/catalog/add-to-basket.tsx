import type { Product } from '@shop/kit/api.ts'
import { quantityOf, useBasket, useChangeBasket } from '../api/basket.ts'
import { wordsFor } from '../api/problem.ts'
import { useToast } from '../shell/toasts.tsx'

type Props = { readonly product: Product; readonly units?: number }

export function AddToBasket({ product, units = 1 }: Props) {
  const { data: basket } = useBasket()
  const change = useChangeBasket()
  const say = useToast()
  const held = quantityOf(basket, product.id)

  const add = () =>
    change.mutate(
      { productId: product.id, quantity: (before) => before + units },
      {
        onSuccess: (after) =>
          say(`${product.name}: ${quantityOf(after, product.id)} in your basket`),
        onError: (error) => say(wordsFor(error), 'bad'),
      },
    )
  const isSoldOut = product.availableStock === 0
  return (
    <button
      type="button"
      className="add"
      disabled={isSoldOut}
      aria-busy={change.isPending}
      onClick={add}
    >
      {isSoldOut ? 'Sold out' : held > 0 ? `Add another (${held})` : 'Add to basket'}
      <span className="visually-hidden">{product.name}</span>
    </button>
  )
}
