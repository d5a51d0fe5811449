import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Advice } from '../command.ts'

const entry = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({ name: z.string(), envRef: z.string() }),
  z.strictObject({
    name: z.string(),
    secretKeyRef: z.strictObject({ name: z.string(), key: z.string() }),
  }),
])

const brokerSettings = z.strictObject({
  apiVersion: z.literal('e-shop/v1'),
  kind: z.literal('BrokerSettings'),
  // Shaped like a resource of Dapr's, so that sidecars skip the file without a word.
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    /** The component's type, such as pubsub.redis. */
    type: z.string().startsWith('pubsub.'),
    version: z.string(),
    /** The secret store of values with a secretKeyRef. */
    secretStore: z.string().optional(),
    /** Of each topic; `{topic}` in a value is its name. */
    metadata: z.array(entry),
    /** Replaces or adds to it for the dead letters. */
    deadLetterMetadata: z.array(entry).default([]),
    /** Of each subscription. */
    subscriptionMetadata: z.record(z.string(), z.string()).default({}),
  }),
})
export type BrokerSettings = z.infer<typeof brokerSettings>['spec']
export type MetadataEntry = z.infer<typeof entry>

/** Reads `settings.yaml` of a broker's folder. */
export async function readBrokerSettings(folder: string): Promise<BrokerSettings> {
  const file = join(folder, 'settings.yaml')
  const parsed = brokerSettings.safeParse(parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Advice(`${file}:\n${z.prettifyError(parsed.error)}`)
  return parsed.data.spec
}
