import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../../paths.ts'

// What components-contrib says of its components: made by `npm run generate -- --knowledge`.

const key = z.strictObject({
  name: z.string(),
  /** Where it is left out, a string. */
  type: z.enum(['number', 'bool', 'duration', 'bytesize']).optional(),
  required: z.literal(true).optional(),
  default: z.string().optional(),
  allowed: z.array(z.string()).optional(),
  sensitive: z.literal(true).optional(),
  deprecated: z.literal(true).optional(),
})

/** A way to authenticate: what it needs, and the value of one key that chooses it. */
const profile = z.strictObject({
  when: z.strictObject({ name: z.string(), value: z.string() }).optional(),
  required: z.array(z.string()),
})

const pinned = z.strictObject({ module: z.string(), version: z.string(), sum: z.string() })

const described = z.strictObject({
  /** Profiles that many components share, described elsewhere. */
  builtIn: z.array(z.string()).optional(),
  profiles: z.array(profile).optional(),
  keys: z.array(key),
})

export const knowledgeSchema = z.strictObject({
  /** The modules that it was read from, as dapr/runtime pins them. */
  from: z.array(pinned),
  /** By type and version, such as pubsub.redis/v1. */
  components: z.record(z.string(), described),
  /** Every type that daprd has. */
  types: z.array(z.string()),
})
export type KnowledgeFile = z.infer<typeof knowledgeSchema>
export type DescribedKey = z.infer<typeof key>
export type Described = z.infer<typeof described>
export type Profile = z.infer<typeof profile>
export type Pinned = z.infer<typeof pinned>

export const knowledgePath = 'packages/dev/src/lint/knowledge/knowledge.json'

export const readKnowledgeFile = async (): Promise<KnowledgeFile> =>
  knowledgeSchema.parse(JSON.parse(await readFile(join(root, knowledgePath), 'utf8')))
