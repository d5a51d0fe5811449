/** An event's type without the words that all of them share. */
export const shortType = (type: string | null): string =>
  type?.replace(/IntegrationEvent$/, '') ?? 'of no known type'

/** `AwaitingValidation` as people read it. */
export function spaced(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The first line of a text, cut where it is long. */
export function brief(text: string, most = 90): string {
  const [line = ''] = text.split('\n', 1)
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

/** A span of time, in its two largest units at most. */
export function formatSpan(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`
  if (ms < minute) return `${(ms / second).toFixed(1)} s`
  if (ms < hour) return inTwo(ms, [minute, 'min'], [second, 's'])
  if (ms < day) return inTwo(ms, [hour, 'h'], [minute, 'min'])
  return inTwo(ms, [day, 'd'], [hour, 'h'])
}

type Unit = readonly [number, string]

function inTwo(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small)
  const whole = `${Math.floor(ms / large)} ${largeName}`
  return rest > 0 ? `${whole} ${rest} ${smallName}` : whole
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
/** The time of a day, for what is of today. */
export const formatClock = (at: string): string => clock.format(new Date(at))

const exact = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})
/** With milliseconds: what events follow within. */
export const formatExactly = (at: string): string => exact.format(new Date(at))

const numbers = new Intl.NumberFormat()
export const formatNumber = (n: number): string => numbers.format(n)

/** Names one after the other, as in a sentence. */
export const listed = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)
