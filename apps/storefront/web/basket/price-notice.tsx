import type { Basket } from '@shop/kit/api.ts'

/** Says that prices are not what they were when they were last seen. */
export function PriceNotice({ items }: Pick<Basket, 'items'>) {
  const changed = items.filter(({ oldUnitPrice }) => oldUnitPrice)
  if (changed.length === 0) return null
  const names = changed.map(({ name }) => name).join(', ')
  return (
    <p className="notice" role="status">
      {changed.length === 1 ? 'A price has changed' : 'Prices have changed'} since you last looked:{' '}
      {names}. You pay what is shown here.
    </p>
  )
}
