import type { SalesQuery } from '@shop/kit/api.ts'

// What time a dashboard is about, as it stands in the address. Days are of UTC, as the API's are.

export type Window = SalesQuery['window']
export type Span = 'hour' | 'day' | 'week' | 'month'
export type Range =
  | { readonly span: Span }
  /** Two days, both counted whole. */
  | { readonly from: string; readonly to: string }

/** Milliseconds from the first moment to the one after the last. */
export type Bounds = { readonly from: number; readonly until: number }

export const lengthOf: Readonly<Record<Window, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

export const spans: readonly (readonly [Span, string])[] = [
  ['hour', 'Last hour'],
  ['day', 'Last 24 hours'],
  ['week', 'Last 7 days'],
  ['month', 'Last 30 days'],
]

/** A span is of so many whole windows, the present one among them. */
const wholes: Readonly<Record<Span, readonly [number, Window]>> = {
  hour: [60, 'minute'],
  day: [24, 'hour'],
  week: [7, 'day'],
  month: [30, 'day'],
}

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

export function readRange(params: URLSearchParams): Range {
  const [from, to] = [params.get('from'), params.get('to')]
  if (isDay(from) && isDay(to)) return from <= to ? { from, to } : { from: to, to: from }
  return { span: spans.find(([span]) => span === params.get('range'))?.[0] ?? 'day' }
}

/** The range in the address; what is as usual is not in it. */
export function rangeParams(range: Range): Readonly<Record<string, string>> {
  if ('from' in range) return range
  return range.span === 'day' ? {} : { range: range.span }
}

export function boundsOf(range: Range, now: number): Bounds {
  if ('from' in range) {
    return { from: Date.parse(range.from), until: Date.parse(range.to) + lengthOf.day }
  }
  const [count, window] = wholes[range.span]
  const length = lengthOf[window]
  return { from: (Math.floor(now / length) + 1 - count) * length, until: now }
}

/** The range as the API is asked for it, until now where it has no other end. */
export const rangeQuery = (range: Range, now: number): Readonly<Record<string, string>> =>
  'from' in range ? range : { from: new Date(boundsOf(range, now).from).toISOString() }

/** More than this many in one picture are no longer told apart. */
const mostWindows = 1_500

export const countWindows = ({ from, until }: Bounds, window: Window): number =>
  Math.ceil((until - from) / lengthOf[window])

/** The windows that make a picture of a range, shortest first. */
export function windowsFor(range: Range, now: number): readonly Window[] {
  const bounds = boundsOf(range, now)
  const fits = (window: Window) => {
    const count = countWindows(bounds, window)
    return count > 1 && count <= mostWindows
  }
  const fitting = (['minute', 'hour', 'day'] as const).filter(fits)
  return fitting.length > 0 ? fitting : ['day']
}

/** The one that was asked for, or else the longest that still gives a few. */
export function windowOf(asked: string | null, range: Range, now: number): Window {
  const windows = windowsFor(range, now)
  const usual = windows.findLast((window) => countWindows(boundsOf(range, now), window) >= 7)
  return windows.find((window) => window === asked) ?? usual ?? windows[0] ?? 'day'
}

/** The day of UTC that a moment lies in. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
