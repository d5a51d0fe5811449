import type { JsonSchema } from './event-schema.ts'

// A contract may change only so that both hold: a consumer of the last release takes what is said
// now, and a consumer of now takes what was said before and lies in a broker or a table.

/** Whom a change breaks. */
export type Broken = 'old consumers' | 'old events' | 'both'

export type Change = {
  readonly event: string
  /** Such as data.items[].units; empty for the event itself. */
  readonly path: string
  readonly what: string
  readonly breaks: Broken
}

/** The schemas of a release, by the events' types. */
export type Contracts = Readonly<Record<string, JsonSchema>>

/** What is new and does not go with the old; additions that everybody may overlook are none. */
export const incompatibleChanges = (before: Contracts, after: Contracts): Change[] =>
  Object.entries(before).flatMap(([event, schema]) => {
    const now = after[event]
    const found = now
      ? changes(schema, now, '')
      : [{ path: '', what: 'the event is gone', breaks: 'both' as const }]
    return found.map((change) => ({ event, ...change }))
  })

export const changeLine = ({ event, path, what, breaks }: Change): string =>
  `${event}${path && ` ${path}`}: ${what} (breaks ${breaks === 'both' ? 'old consumers and old events' : breaks})`

type Found = Omit<Change, 'event'>

function changes(before: JsonSchema, after: JsonSchema, path: string): Found[] {
  if (before.anyOf || after.anyOf) return alternatives(before, after, path)
  return [
    ...keywords(before, after, path),
    ...choices(before, after, path),
    ...fields(before, after, path),
    ...(before.items && after.items ? changes(before.items, after.items, `${path}[]`) : []),
  ]
}

/** Looked at by themselves, or without a meaning for what is valid. */
const special = [
  '$schema',
  'title',
  'description',
  'properties',
  'required',
  'items',
  'anyOf',
  'enum',
]
const ownWords: Readonly<Record<string, string>> = {
  'x-topic': 'the topic',
  'x-from': 'the app that says it',
  'x-key': 'the key',
}
const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems']
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']

function keywords(before: JsonSchema, after: JsonSchema, path: string): Found[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !special.includes(name) && !same(before[name], after[name]))
    .map((name) => {
      const [was, is] = [before[name], after[name]]
      const what = `${ownWords[name] ?? name} was ${shown(was)} and is ${shown(is)}`
      return { path, what, breaks: direction(name, was, is) }
    })
}

/** A narrower rule refuses old events; a wider one lets through what old consumers refuse. */
function direction(name: string, was: unknown, is: unknown): Broken {
  if (name.startsWith('x-') || name === 'type' || name === 'const') return 'both'
  if (was === undefined) return 'old events'
  if (is === undefined) return 'old consumers'
  const grows = Number(is) > Number(was)
  if (lowerBounds.includes(name)) return grows ? 'old events' : 'old consumers'
  if (upperBounds.includes(name)) return grows ? 'old consumers' : 'old events'
  return 'both'
}

function choices(before: JsonSchema, after: JsonSchema, path: string): Found[] {
  if (!before.enum && !after.enum) return []
  if (!before.enum) return [{ path, what: 'only some values are left', breaks: 'old events' }]
  if (!after.enum) return [{ path, what: 'any value is possible', breaks: 'old consumers' }]
  const gone = before.enum.filter((value) => !after.enum?.includes(value))
  const fresh = after.enum.filter((value) => !before.enum?.includes(value))
  return [
    ...gone.map((value) => found(path, `the value ${shown(value)} is gone`, 'old events')),
    ...fresh.map((value) => found(path, `the value ${shown(value)} is new`, 'old consumers')),
  ]
}

function fields(before: JsonSchema, after: JsonSchema, path: string): Found[] {
  const [old = {}, now = {}] = [before.properties, after.properties]
  const inside = (name: string) => (path ? `${path}.${name}` : name)
  const [needed, needs] = [before.required ?? [], after.required ?? []]
  const kept = Object.entries(old).flatMap(([name, schema]) => {
    const field = now[name]
    const at = inside(name)
    if (!field) return [found(at, 'the field is gone', 'both')]
    return [
      ...(needed.includes(name) && !needs.includes(name)
        ? [found(at, 'the field may be left out', 'old consumers')]
        : []),
      ...(!needed.includes(name) && needs.includes(name)
        ? [found(at, 'the field may no longer be left out', 'old events')]
        : []),
      ...changes(schema, field, at),
    ]
  })
  const required = Object.keys(now)
    .filter((name) => !(name in old) && needs.includes(name))
    .map((name) => found(inside(name), 'the field is new and may not be left out', 'old events'))
  return [...kept, ...required]
}

/** Alternatives are told apart by their type, such as an object or null. */
function alternatives(before: JsonSchema, after: JsonSchema, path: string): Found[] {
  const [old, now] = [before.anyOf ?? [before], after.anyOf ?? [after]]
  if (same(old, now)) return []
  if (![old, now].every(areDistinct)) return [found(path, 'the alternatives are others', 'both')]
  const like = (all: readonly JsonSchema[], one: JsonSchema) =>
    all.find(({ type }) => type === one.type)
  return [
    ...old.flatMap((one) => {
      const other = like(now, one)
      if (other) return changes(one, other, path)
      return [found(path, `it may no longer be ${one.type}`, 'old events')]
    }),
    ...now
      .filter((one) => !like(old, one))
      .map((one) => found(path, `it may be ${one.type} now`, 'old consumers')),
  ]
}

const areDistinct = (all: readonly JsonSchema[]) =>
  new Set(all.map(({ type }) => type)).size === all.length

const found = (path: string, what: string, breaks: Broken): Found => ({ path, what, breaks })

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const shown = (value: unknown) => (value === undefined ? 'not there' : JSON.stringify(value))
