import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { printJson } from '../../generate/json.ts'
import type { Described, DescribedKey, KnowledgeFile, Pinned, Profile } from './file.ts'

/** The components that are checked key by key. */
const folders = [
  'pubsub/redis',
  'pubsub/rabbitmq',
  'pubsub/kafka',
  'pubsub/jetstream',
  'pubsub/in-memory',
  'state/postgresql/v1',
  'state/postgresql/v2',
  'state/redis',
  'state/in-memory',
  'bindings/cron',
  'bindings/smtp',
  'secretstores/local/env',
  'secretstores/local/file',
  'secretstores/kubernetes',
]

const contribKey = z.object({
  name: z.string(),
  type: z.string().default('string'),
  required: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  deprecated: z.boolean().default(false),
  default: z.coerce.string().optional(),
  allowedValues: z.array(z.coerce.string()).optional(),
})
const contribKeys = z.array(contribKey).nullish()

const contribComponent = z.object({
  type: z.string(),
  name: z.string(),
  version: z.string(),
  authenticationProfiles: z.array(z.object({ metadata: contribKeys })).default([]),
  builtinAuthenticationProfiles: z
    .array(z.object({ name: z.string(), metadata: contribKeys }))
    .default([]),
  metadata: contribKeys,
})
type ContribKey = z.infer<typeof contribKey>
type ContribComponent = z.infer<typeof contribComponent>

/** Where the sources of components-contrib and dapr are, and what go.mod pins of them. */
export type Sources = {
  readonly contrib: string
  readonly dapr: string
  readonly pinned: readonly Pinned[]
}

/** knowledge.json as the sources have it. */
export async function makeKnowledge({ contrib, dapr, pinned }: Sources): Promise<string> {
  const described = await Promise.all(
    folders.map(async (folder) => {
      const text = await readFile(join(contrib, folder, 'metadata.yaml'), 'utf8')
      return contribComponent.parse(parse(text))
    }),
  )
  const knowledge: KnowledgeFile = {
    from: [...pinned],
    components: Object.fromEntries(
      described.map((one) => [`${one.type}.${one.name}/${one.version}`, describe(one)]),
    ),
    types: await registeredTypes(join(dapr, 'cmd', 'daprd', 'components')),
  }
  return printJson(knowledge)
}

function describe(component: ContribComponent): Described {
  const profiles = component.authenticationProfiles.map(({ metadata }) => metadata ?? [])
  const builtIn = component.builtinAuthenticationProfiles
  const ofProfiles = [...profiles, ...builtIn.map(({ metadata }) => metadata ?? [])].flat()
  return {
    ...(builtIn.length > 0 && { builtIn: builtIn.map(({ name }) => name) }),
    ...(profiles.length > 0 && { profiles: profiles.map(profileOf) }),
    keys: merged([
      ...(component.metadata ?? []),
      ...ofProfiles.map((key) => ({ ...key, required: false })),
    ]),
  }
}

/** A key with one allowed value, such as authType, is what chooses the profile. */
function profileOf(keys: readonly ContribKey[]): Profile {
  const chooser = keys.find(({ allowedValues }) => allowedValues?.length === 1)
  const value = chooser?.allowedValues?.[0]
  return {
    ...(chooser && value !== undefined && { when: { name: chooser.name, value } }),
    required: keys.filter(({ required }) => required).map(({ name }) => name),
  }
}

/** One key of each name; what several profiles allow is allowed. */
function merged(keys: readonly ContribKey[]): DescribedKey[] {
  const names = [...new Set(keys.map(({ name }) => name))]
  return names.map((name) => {
    const same = keys.filter((key) => key.name === name)
    const allowed = [...new Set(same.flatMap(({ allowedValues }) => allowedValues ?? []))]
    const type = same.map((key) => key.type).find((one) => one !== 'string')
    const preset = same.map((key) => unquoted(key.default)).find((one) => one)
    return {
      name,
      ...(isSpecial(type) && { type }),
      ...(same.some(({ required }) => required) && { required: true }),
      ...(preset && { default: preset }),
      ...(allowed.length > 0 && { allowed }),
      ...(same.some(({ sensitive }) => sensitive) && { sensitive: true }),
      ...(same.some(({ deprecated }) => deprecated) && { deprecated: true }),
    }
  })
}

const special = ['number', 'bool', 'duration', 'bytesize'] as const
const isSpecial = (type: string | undefined): type is (typeof special)[number] =>
  special.some((one) => one === type)

/** Defaults are written with quotes of their own in places. */
const unquoted = (text: string | undefined) => text?.replace(/^"(.*)"$/, '$1')

/** The types that daprd registers, out of the Go files that do it: one a component, few lines. */
async function registeredTypes(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.go')).sort()
  const found = await Promise.all(
    files.map(async (file) => typesIn(file, await readFile(join(folder, file), 'utf8'))),
  )
  return [...new Set(found.flat())].sort()
}

function typesIn(file: string, source: string): string[] {
  const start = source.indexOf('func init()')
  // The one other file is a middleware of dapr's own tests.
  if (start < 0 || !source.includes('DefaultRegistry') || file.includes('uppercase')) return []
  const kind = file.startsWith('middleware_http') ? 'middleware.http' : file.split('_')[0]
  const texts = [...source.slice(start).matchAll(/"([^"]+)"/g)].map(([, text]) => text)
  return texts.filter((text) => !/^v\d+$/.test(text ?? '')).map((text) => `${kind}.${text}`)
}
