import type { Money } from '@shop/kit/money.ts'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency)
  if (known) return known
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency })
  formats.set(currency, format)
  return format
}

/** How many minor units one unit of a currency has: 100 cents, but 1 yen. */
const minorUnits = (currency: string): number =>
  10 ** (formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2)

export const formatMoney = ({ amount, currency }: Money): string =>
  formatOf(currency).format(amount / minorUnits(currency))

/** A price as it is typed, in minor units; undefined where it is no price. */
export function toMinor(typed: string, currency: string): number | undefined {
  const value = Number(typed.trim().replace(',', '.'))
  return typed.trim() === '' || !Number.isFinite(value) || value < 0
    ? undefined
    : Math.round(value * minorUnits(currency))
}

/** An amount as it is typed. */
export const toMajor = (amount: number, currency: string): string =>
  String(amount / minorUnits(currency))

export const symbolOf = (currency: string): string =>
  formatOf(currency)
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency

const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const seconds = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
export const formatMoment = (at: string): string => moments.format(new Date(at))
export const formatSecond = (at: string): string => seconds.format(new Date(at))

/** `1 product`, `2 products`. */
export const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** An order's id as people say it: the end of a UUIDv7 is the part that differs. */
export const shortId = (id: string): string => id.slice(-8)
