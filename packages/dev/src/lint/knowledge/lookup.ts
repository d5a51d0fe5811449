import { type Described, type Profile, readKnowledgeFile } from './file.ts'
import type { Key, Supplement } from './key.ts'
import { builtInProfiles, ofKind, otherSupplements, sameAs } from './other-supplements.ts'
import { pubsubSupplements } from './pubsub-supplement.ts'

/** What one type and version of component reads, and what it can't do without. */
export type ComponentKnowledge = {
  readonly keys: readonly Key[]
  readonly profiles: readonly Profile[] | undefined
}

export type Knowledge = {
  readonly types: readonly string[]
  /** The versions of a type that is checked key by key. */
  versionsOf(type: string): readonly string[]
  describe(type: string, version: string): ComponentKnowledge | undefined
}

const supplements: Readonly<Record<string, Supplement>> = {
  ...pubsubSupplements,
  ...otherSupplements,
}

/** What components-contrib says, put right by what its code does. */
export async function readKnowledge(): Promise<Knowledge> {
  const file = await readKnowledgeFile()
  const names = [...new Set([...Object.keys(file.components), ...Object.keys(supplements)])]
  const byName = new Map(
    names.map((name) => [name, join(name, file.components[name] ?? { keys: [] })]),
  )
  // D pkg/components: types are compared in lower case, and no version is v1.
  const plain = (type: string) => sameAs[type.toLowerCase()] ?? type.toLowerCase()
  return {
    types: file.types,
    versionsOf: (type) =>
      names
        .filter((name) => name.split('/')[0] === plain(type))
        .map((name) => name.split('/')[1] ?? ''),
    describe: (type, version) => byName.get(`${plain(type)}/${version || 'v1'}`),
  }
}

function join(name: string, described: Described): ComponentKnowledge {
  const supplement = supplements[name]
  const over = supplement?.keys ?? []
  const kind = name.split('.')[0] ?? ''
  const all = [
    ...over,
    ...(ofKind[kind] ?? []),
    ...described.keys.map(({ deprecated, ...key }) => ({
      ...key,
      ...(deprecated && { deprecated: '' }),
    })),
    ...(described.builtIn ?? []).flatMap((profile) => builtInProfiles[profile] ?? []),
  ]
  // The first of a name is right; what it does not say holds as the file has it.
  const keys = [...new Set(all.map((key) => key.name))].map(
    (key): Key => Object.assign({}, ...all.filter((one) => one.name === key).reverse()),
  )
  const dropped = over.filter((key) => !key.required).map((key) => key.name)
  return {
    keys: keys.map(({ required, ...key }) =>
      required && !dropped.includes(key.name) ? { ...key, required } : key,
    ),
    profiles: supplement?.profiles ?? described.profiles,
  }
}
