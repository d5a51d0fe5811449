// How Go reads what stands in YAML as a text.

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
}
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g

/** Milliseconds of a duration as time.ParseDuration takes it, such as 1m30s. */
export function goDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  const body = text.replace(/^[-+]/, '')
  if (body === '0') return 0
  const parts = [...body.matchAll(part)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== body) return undefined
  const sum = parts.reduce(
    (ms, [, count, unit]) => ms + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  )
  return sign * sum
}

/** The same, where a number alone is milliseconds: policies, and Redis. */
export const milliseconds = (text: string): number | undefined =>
  isInteger(text) ? Number(text) : goDuration(text)

export const isInteger = (text: string): boolean => /^[-+]?\d+$/.test(text)

export const isNumber = (text: string): boolean => /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)

/** What strconv.ParseBool and the truthy words of dapr/kit read the same way. */
export const isTrue = (text: string): boolean => /^(1|t|true)$/i.test(text)
export const isFalse = (text: string): boolean => /^(0|f|false)$/i.test(text)

export const isByteSize = (text: string): boolean => /^\d+(\.\d+)?([KMGTPE]i?|k|m)?$/.test(text)

/** 51000 as 51 s. */
export const seconds = (ms: number): string => `${Number((ms / 1_000).toFixed(1))} s`
