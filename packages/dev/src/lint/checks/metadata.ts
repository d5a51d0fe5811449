import { type Component, type Entry, entryOf } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import type { Key } from '../knowledge/key.ts'
import type { ComponentKnowledge } from '../knowledge/lookup.ts'
import type { Check } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import { valueFinding } from './value.ts'

/** Metadata, key by key, against what the component's code reads. */
export const checkMetadata: Check = ({ components, knowledge }) =>
  components.flatMap((component) => {
    const known = knowledge.describe(component.type, component.version)
    return known ? ofComponent(component, known) : []
  })

const ofComponent = (component: Component, known: ComponentKnowledge): Finding[] => [
  ...component.entries.flatMap((entry) => ofEntry(entry, known)),
  ...duplicates(component),
  ...missing(component, known),
]

function ofEntry(entry: Entry, { keys }: ComponentKnowledge): Finding[] {
  const key = keys.find((one) => one.name.toLowerCase() === entry.name.toLowerCase())
  if (!key) {
    const message = `the component reads no ${entry.name}${hint(entry, keys)}`
    return [finding('unknown-key', entry.at, message)]
  }
  if (key.exactCase && key.name !== entry.name) {
    const message = `${entry.name} is read as ${key.name} only, and ignored like this`
    return [finding('key-case', entry.at, message)]
  }
  return [...deprecation(key, entry), ...valueFinding(key, entry)]
}

const hint = (entry: Entry, keys: readonly Key[]) =>
  didYouMean(
    entry.name,
    keys.filter((key) => key.deprecated === undefined).map((key) => key.name),
  )

function deprecation(key: Key, entry: Entry): Finding[] {
  if (key.deprecated === undefined) return []
  const instead = key.deprecated && `: write ${key.deprecated}`
  return [finding('deprecated-key', entry.at, `${entry.name} is deprecated${instead}`)]
}

const duplicates = ({ entries }: Component): Finding[] =>
  entries
    .filter((entry, index) => {
      const first = entries.findIndex((one) => one.name.toLowerCase() === entry.name.toLowerCase())
      return first !== index
    })
    .map((entry) => finding('duplicate-key', entry.at, `${entry.name} is given twice`))

function missing(component: Component, { keys, profiles = [] }: ComponentKnowledge): Finding[] {
  const at = component.at.metadata
  const isThere = (name: string) =>
    entryOf(component, name) !== undefined || hasOldName(component, name, keys)
  const plain = keys
    .filter((key) => key.required && !isThere(key.name))
    .map((key) => finding('missing-key', at, `${component.type} needs ${key.name}`))
  const chosen = profiles.filter(({ when }) => when && isGiven(component, when.name, when.value))
  if (chosen.some(({ required }) => required.every(isThere))) return plain
  if (chosen[0]) {
    const [{ when, required }] = [chosen[0]]
    const absent = required.filter((name) => !isThere(name)).join(', ')
    const message = `${when?.name} ${when?.value} needs ${absent} too`
    return [...plain, finding('missing-key', at, message)]
  }
  const ways = profiles.map(({ required }) => required)
  if (ways.length === 0 || ways.some((required) => required.every(isThere))) return plain
  const list = [...new Set(ways.map((required) => required.join(' and ')))].join('; or ')
  return [...plain, finding('missing-key', at, `${component.type} needs ${list}`)]
}

const isGiven = (component: Component, name: string, value: string) =>
  entryOf(component, name)?.value?.toLowerCase() === value.toLowerCase()

/** Whether it is there under a deprecated name. */
const hasOldName = (component: Component, name: string, keys: readonly Key[]) =>
  keys.some((key) => key.deprecated === name && entryOf(component, key.name) !== undefined)
