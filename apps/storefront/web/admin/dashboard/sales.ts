import type { SalesByWindow } from '@shop/kit/api.ts'
import { type Bounds, countWindows, lengthOf, type Window } from './range.ts'

/** Sales of one window; amounts in minor units. */
export type Point = { readonly start: number; readonly orders: number; readonly income: number }

/** The sales of all windows of a range: the API leaves out those without any. */
export function fillWindows(
  items: SalesByWindow['items'],
  window: Window,
  bounds: Bounds,
): readonly Point[] {
  const length = lengthOf[window]
  const sold = new Map(items.map((item) => [Date.parse(item.start), item]))
  return Array.from({ length: countWindows(bounds, window) }, (_, index) => {
    const start = bounds.from + index * length
    const item = sold.get(start)
    return { start, orders: item?.orders ?? 0, income: item?.income.amount ?? 0 }
  })
}

/** The least round number (1, 2 or 5 with noughts) that is no less: where a scale ends. */
export function roundUp(most: number): number {
  if (most <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 5, 10].find((step) => step * power >= most) ?? 10) * power
}

const formats = {
  minute: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }),
  hour: new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }),
  // Its days are those of UTC, wherever it is looked at.
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
}

/** A window's name: when it begins. */
export const nameWindow = (start: number, window: Window): string => formats[window].format(start)
