import { type Entry, isElsewhere } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import type { Key } from '../knowledge/key.ts'
import { didYouMean } from '../nearest.ts'
import { goDuration, isByteSize, isFalse, isInteger, isNumber, isTrue } from '../values.ts'

/** The faults of one value: its type, its unit, its range, its choices. */
export function valueFinding(key: Key, entry: Entry): Finding[] {
  if (isElsewhere(entry)) return []
  if (entry.isNested) return [wrong(entry, `${entry.name} is a text`)]
  const { value } = entry
  if (value === undefined) return [wrong(entry, `${entry.name} has no value`)]
  const wanted = typeFault(key, value)
  if (wanted) return [wrong(entry, `${entry.name} is ${wanted}, not ${value}`)]
  if (key.max !== undefined && Number(value) > key.max) {
    return [wrong(entry, `${entry.name} is at most ${key.max}, not ${value}`)]
  }
  if (!key.allowed || isAllowed(key, key.allowed, value)) return []
  const list = key.allowed.join(', ')
  const message = `${entry.name} is one of ${list}, not ${value}${didYouMean(value, key.allowed)}`
  return [finding('not-allowed', entry.valueAt, message)]
}

const wrong = (entry: Entry, message: string) => finding('wrong-type', entry.valueAt, message)

const isAllowed = (key: Key, allowed: readonly string[], value: string) =>
  key.anyCase
    ? allowed.some((one) => one.toLowerCase() === value.toLowerCase())
    : allowed.includes(value)

/** What the value should be and is not. */
function typeFault(key: Key, value: string): string | undefined {
  switch (key.type) {
    case 'bool':
      return isTrue(value) || isFalse(value) ? undefined : 'true or false'
    case 'number':
      return isNumber(value) ? undefined : 'a number'
    case 'milliseconds':
      // «redis-redeliver-interval» says more of it.
      return isInteger(value) || goDuration(value) !== undefined ? undefined : 'milliseconds'
    case 'duration':
      return isInteger(value) || goDuration(value) !== undefined
        ? undefined
        : 'a duration such as 30s or 1m30s'
    case 'bytesize':
      return isByteSize(value) ? undefined : 'a size such as 4Mi'
    case undefined:
      return undefined
    default:
      return key.type satisfies never
  }
}
