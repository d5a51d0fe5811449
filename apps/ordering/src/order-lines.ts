import type { EventItem } from '@shop/kit/events.ts'

/** The same product twice is one line with the units summed, where it stood first. */
export function mergeLines(items: readonly EventItem[]): readonly EventItem[] {
  const lines = new Map<string, EventItem>()
  for (const item of items) {
    const known = lines.get(item.productId)
    lines.set(item.productId, known ? { ...known, units: known.units + item.units } : item)
  }
  return [...lines.values()]
}

/** The names of an order's products, for people; one that it doesn't have goes by its id. */
export const namesOf = (items: readonly EventItem[], productIds: readonly string[]): string =>
  productIds.map((id) => items.find((item) => item.productId === id)?.name ?? id).join(', ')
