import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readKnowledgeFile } from '../src/lint/knowledge/file.ts'
import { readKnowledge } from '../src/lint/knowledge/lookup.ts'
import { cachedSources, pinnedModules } from '../src/lint/knowledge/sources.ts'
import { knowledgeState } from '../src/lint/knowledge/stale.ts'

const sources = await cachedSources()
const knowledge = await readKnowledge()
/** Needs the Go module cache, which there is where daprd is built. */
const withSources = sources ? test : test.skip

test('what is known of components was read from the versions that dapr/runtime pins', async () => {
  expect((await readKnowledgeFile()).from).toEqual(await pinnedModules())
})

withSources('and it is what they say now', async () => {
  expect(await knowledgeState()).toEqual({ stale: undefined, isThorough: true })
})

const structs = {
  'pubsub.redis/v1': ['common/component/redis/settings.go'],
  'pubsub.rabbitmq/v1': ['pubsub/rabbitmq/metadata.go'],
  'pubsub.kafka/v1': ['common/component/kafka/metadata.go'],
  'pubsub.jetstream/v1': ['pubsub/jetstream/metadata.go'],
  'state.postgresql/v2': [
    'state/postgresql/v2/metadata.go',
    'common/authentication/postgresql/metadata.go',
  ],
  'bindings.smtp/v1': ['bindings/smtp/smtp.go'],
  'secretstores.kubernetes/v1': ['secretstores/kubernetes/metadata.go'],
  'nameresolution.sqlite/v1': [
    'nameresolution/sqlite/sqlite_metadata.go',
    'common/authentication/sqlite/metadata.go',
  ],
}

withSources.each(Object.entries(structs))(
  'every key that the code of %s decodes is known, its old names too',
  async (name, files) => {
    const [type = '', version = ''] = name.split('/')
    const texts = await Promise.all(
      files.map((file) => readFile(join(sources?.contrib ?? '', file), 'utf8')),
    )
    const lines = texts.join('\n').split('\n')
    const ofState = (line: string) => line.includes('mdonly:"state"')
    const decoded = lines
      .filter((line) => !ofState(line))
      .flatMap((line) => [...line.matchAll(/mapstructure(?:aliases)?:"([^"]+)"/g)])
      .flatMap(([, names = '']) => names.split(','))
      .filter((one) => one !== '-' && one !== '' && one !== 'squash')
    const known = knowledge.describe(type, version)?.keys.map((key) => key.name.toLowerCase())
    expect(decoded.length).toBeGreaterThan(1)
    expect(decoded.filter((one) => !known?.includes(one.toLowerCase()))).toEqual([])
  },
)

test('where the descriptions are wrong, the code counts', () => {
  const keyOf = (type: string, name: string) =>
    knowledge.describe(type, 'v1')?.keys.find((key) => key.name === name)
  expect(keyOf('pubsub.redis', 'redeliverInterval')).toMatchObject({ type: 'milliseconds' })
  expect(keyOf('pubsub.redis', 'processingTimeout')).toMatchObject({ default: '60s' })
  expect(keyOf('pubsub.rabbitmq', 'durable')).toMatchObject({ default: 'true' })
  expect(keyOf('pubsub.kafka', 'backOffMaxRetries')).toBeDefined()
  expect(keyOf('bindings.smtp', 'emailTo')).not.toHaveProperty('required')
  expect(keyOf('bindings.smtp', 'port')).toMatchObject({ required: true })
})

test('a type is known by its other names, in any case, and without a version', () => {
  const keys = (type: string, version: string) => knowledge.describe(type, version)?.keys.length
  expect(keys('state.postgres', 'v2')).toBe(keys('State.PostgreSQL', 'v2'))
  expect(keys('pubsub.redis', '')).toBe(keys('pubsub.redis', 'v1'))
  expect(keys('pubsub.redis', 'v9')).toBeUndefined()
  expect(knowledge.versionsOf('state.postgres')).toEqual(['v1', 'v2'])
})
