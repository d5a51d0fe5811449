import type { Position } from './finding.ts'
import type { ParsedResource } from './parse.ts'
import type { Path } from './resource.ts'
import type { BrokerSettingsResource, ComponentResource, MetadataEntry } from './shapes.ts'
import type { Topology } from './topology.ts'

/** One metadata item; `value` is its text where it stands in the file. */
export type Entry = {
  readonly name: string
  readonly value: string | undefined
  /** Neither a text, a number nor true or false. */
  readonly isNested: boolean
  readonly envRef: string | undefined
  readonly secret: { readonly name: string; readonly key?: string | undefined } | undefined
  readonly at: Position
  readonly valueAt: Position
}

/** A component as a sidecar would have it; or what a broker's settings.yaml gives to its topics. */
export type Component = {
  readonly name: string
  /** The components that it is: one, or all that are made out of the settings. */
  readonly stands: readonly string[]
  readonly isSettings: boolean
  readonly type: string
  readonly version: string
  readonly entries: readonly Entry[]
  readonly secretStore: string | undefined
  readonly scopes: readonly string[] | undefined
  readonly file: string
  /** Its name, its type, its version, its metadata, and the app at an index of its scopes. */
  readonly at: {
    readonly name: Position
    readonly type: Position
    readonly version: Position
    readonly metadata: Position
    readonly secretStore: Position
    scope(index: number): Position
  }
}

export const kindOf = (component: Component): string => component.type.split('.')[0] ?? ''

/** The entry of a name, in any case unless only the exact name is read. */
export const entryOf = (component: Component, name: string, exact = false): Entry | undefined =>
  component.entries.find((entry) =>
    exact ? entry.name === name : entry.name.toLowerCase() === name.toLowerCase(),
  )

/** Whether a value is known only when it runs. */
export const isElsewhere = (entry: Entry): boolean =>
  entry.envRef !== undefined || entry.secret !== undefined

export function componentOf({ resource, value }: ParsedResource<ComponentResource>): Component {
  return {
    name: value.metadata.name,
    stands: [value.metadata.name],
    isSettings: false,
    type: value.spec.type.toLowerCase(),
    version: value.spec.version,
    entries: entriesOf(resource, value.spec.metadata, ['spec', 'metadata']),
    secretStore: value.auth?.secretStore,
    scopes: value.scopes,
    file: resource.file,
    at: positions(resource, ['auth', 'secretStore']),
  }
}

/** The settings are two components: what a topic gets, and what a dead-letter topic gets. */
export function componentsOfSettings(
  { resource, value }: ParsedResource<BrokerSettingsResource>,
  topology: Topology,
): Component[] {
  const normal = entriesOf(resource, value.spec.metadata, ['spec', 'metadata'])
  const over = entriesOf(resource, value.spec.deadLetterMetadata, ['spec', 'deadLetterMetadata'])
  const overridden = over.map((entry) => entry.name)
  const kept = normal.filter((entry) => !overridden.includes(entry.name))
  const shared = {
    name: value.metadata.name,
    isSettings: true,
    type: value.spec.type.toLowerCase(),
    version: value.spec.version,
    secretStore: value.spec.secretStore,
    scopes: undefined,
    file: resource.file,
    at: positions(resource, ['spec', 'secretStore']),
  }
  const named = (isDeadLetters: boolean) =>
    topology.topics.filter((topic) => topic.isDeadLetters === isDeadLetters).map(({ name }) => name)
  return [
    { ...shared, stands: named(false), entries: normal },
    { ...shared, stands: named(true), entries: [...kept, ...over] },
  ]
}

const positions = (resource: ParsedResource['resource'], secretStore: Path): Component['at'] => ({
  name: resource.valueAt(['metadata', 'name']),
  type: resource.valueAt(['spec', 'type']),
  version: resource.valueAt(['spec', 'version']),
  metadata: resource.at(['spec', 'metadata']),
  secretStore: resource.valueAt(secretStore),
  scope: (index) => resource.at(['scopes', index]),
})

const entriesOf = (
  resource: ParsedResource['resource'],
  entries: readonly MetadataEntry[],
  path: Path,
): Entry[] =>
  entries.map((entry, index) => {
    const item = [...path, index]
    const isNested = typeof entry.value === 'object' && entry.value !== null
    const given = entry.value === undefined || entry.value === null || isNested
    const field = entry.secretKeyRef
      ? 'secretKeyRef'
      : entry.envRef === undefined
        ? 'value'
        : 'envRef'
    return {
      name: entry.name,
      value: given ? undefined : String(entry.value),
      isNested,
      envRef: entry.envRef,
      secret: entry.secretKeyRef,
      at: resource.valueAt([...item, 'name']),
      valueAt: resource.valueAt([...item, field]),
    }
  })
