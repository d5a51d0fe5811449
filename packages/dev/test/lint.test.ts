import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { ruleIds } from '../src/lint/rules.ts'
import { lintShop } from '../src/lint/shop.ts'
import { brokerFaults } from './lint/broker-faults.ts'
import { componentFaults } from './lint/component-faults.ts'
import { type Fault, placeOf, withCopy } from './lint/planted.ts'
import { ruleFaults } from './lint/rule-faults.ts'

const faults: readonly Fault[] = [...componentFaults, ...brokerFaults, ...ruleFaults]

test('the shop itself is without a fault', async () => {
  const { findings, files } = await lintShop()
  expect(findings).toEqual([])
  expect(files).toBeGreaterThan(10)
})

test('the small shop that faults are planted in is without one', () =>
  withCopy(async ({ lint }) => expect((await lint()).findings).toEqual([])))

test.each(faults.map((fault) => [`${fault.rule}: ${fault.says}`, fault] as const))(
  '%s',
  (_, { rule, file, before, after, in: seen = file, at = after, says, also = [] }) =>
    withCopy(async ({ root, replace, lint }) => {
      await replace(file, before, after)
      const { findings } = await lint()
      const place = placeOf(await readFile(join(root, seen), 'utf8'), at)
      const [first, ...rest] = findings.filter((one) => one.rule === rule)
      expect(first).toMatchObject({ rule, file: seen, ...place })
      expect(first?.message).toContain(says)
      expect(rest).toEqual([])
      const others = findings.map((one) => one.rule).filter((one) => one !== rule)
      expect([...new Set(others)].sort()).toEqual([...also].sort())
    }),
)

test('every rule has its planted fault', () => {
  const planted = faults.map(({ rule }) => rule)
  expect(ruleIds.filter((id) => !planted.includes(id))).toEqual([])
})

const silent: readonly (readonly [string, string, string, string])[] = [
  ['a number of milliseconds', 'redis/settings.yaml', '"5000"', '5000'],
  ['a duration where one is read', 'redis/settings.yaml', '"60000"', '1m'],
  ['a time-out one millisecond longer than the tries', 'redis/settings.yaml', '"60000"', '"51001"'],
  [
    'a dead letter that can be claimed just before its tries end',
    'redis/settings.yaml',
    '"30000"',
    '86999ms',
  ],
  ['another case of a key that is read in any', 'rabbitmq/topics.yaml', 'autoAck', 'autoack'],
  ['a value that is known only when it runs', 'rabbitmq/topics.yaml', 'value: "2"', 'envRef: MODE'],
  ['another way to write true', 'rabbitmq/topics.yaml', '"true"', '"T"'],
  ['the oldest protocol that Kafka 4 takes', 'kafka/topics.yaml', '3.6.0', '2.1.0'],
  ['a value in a case that is taken', 'kafka/topics.yaml', 'oldest', 'Oldest'],
  ['a password that is a secret', 'base/statestore.yaml', 'connectionString', 'host'],
  [
    'back-off without an end',
    'kafka/topics.yaml',
    '    - name: initialOffset',
    '    - name: backOffPolicy\n      value: exponential\n    - name: backOffMaxElapsedTime\n      value: "0"\n    - name: initialOffset',
  ],
  ['a schedule with seconds', 'base/tick.yaml', '"@every 1s"', '"0 30 4 * * MON-FRI"'],
  [
    'two components of one name for different apps',
    'base/tick.yaml',
    'name: tick',
    'name: statestore',
  ],
]

test.each(silent)('nothing is said of %s', (_, file, before, after) =>
  withCopy(async ({ replace, lint }) => {
    await replace(`components/${file}`, before, after)
    if (after === 'name: statestore') await replace(`components/${file}`, '[basket]', '[catalog]')
    expect((await lint()).findings).toEqual([])
  }),
)

test('one queue or group for all apps is a fault only where several hear a topic', () =>
  withCopy(async ({ replace, lint }) => {
    const file = 'components/rabbitmq/topics.yaml'
    await replace(file, '"{appID}"', 'shop')
    expect((await lint()).findings).toEqual([])
    await replace('dapr/subscriptions.yaml', '  - basket\n', '  - basket\n  - catalog\n')
    expect((await lint()).findings).toMatchObject([
      { rule: 'consumer-group', file, message: expect.stringContaining('the same for all apps') },
    ])
  }))

test('a fault of the settings is said once, not again of each component made out of them', () =>
  withCopy(async ({ replace, lint }) => {
    for (const file of ['settings.yaml', 'topics.yaml', 'topics.yaml']) {
      await replace(`components/redis/${file}`, '"5000"', '"5s"')
    }
    const { findings } = await lint()
    expect(findings.map(({ file, line }) => [file, line])).toEqual([
      ['components/redis/settings.yaml', 16],
    ])
  }))

test('a component that differs from the settings has faults of its own', () =>
  withCopy(async ({ replace, lint }) => {
    await replace('components/redis/topics.yaml', '"5000"', '"5s"')
    const { findings } = await lint()
    expect(findings.map(({ file, line }) => [file, line])).toEqual([
      ['components/redis/topics.yaml', 17],
    ])
  }))

test('a dead letter may be taken as the bytes that it is', () =>
  withCopy(async ({ replace, lint }) => {
    const text = '    default: /events/dead-letters\n'
    const raw = `${text}  metadata: { rawPayload: "true" }\n`
    await replace('dapr/subscriptions.yaml', text, raw)
    expect((await lint()).findings).toEqual([])
  }))

test('a topic that is only published needs its component too', () =>
  withCopy(async ({ lint }) => {
    const topics = [{ name: 'news', apps: ['catalog'], isDeadLetters: false }]
    const topology = { apps: ['catalog', 'basket', 'operations'], topics, subscriptions: [] }
    const { findings } = await lint(['components/kafka'], { topology })
    expect(findings).toEqual([
      {
        rule: 'missing-component',
        file: 'components/kafka/topics.yaml',
        line: 1,
        column: 1,
        message: "there is no pub/sub component news, so the topic can't be published",
      },
    ])
  }))

test('of folders that are named, only their own faults are said, and the others are read for them', () =>
  withCopy(async ({ replace, lint }) => {
    await replace('components/redis/settings.yaml', '"60000"', '"45000"')
    await replace('components/kafka/topics.yaml', 'oldest', 'newest')
    await replace('dapr/resiliency.yaml', 'store: 3s', 'stor: 3s')
    const rulesOf = async (...folders: string[]) => {
      const { findings } = await lint(folders)
      return findings.map(({ rule }) => rule)
    }
    expect(await rulesOf('components/redis')).toEqual(['redis-processing-timeout'])
    expect(await rulesOf('components/kafka')).toEqual(['kafka-initial-offset'])
    expect(await rulesOf('components/rabbitmq', 'components/base')).toEqual([])
    expect(await rulesOf('dapr')).toEqual(['unused-policy', 'inbound-timeout', 'undefined-policy'])
  }))

test('while a file is too faulty to be read, nothing is said to be missing that may be in it', () =>
  withCopy(async ({ replace, lint }) => {
    await replace('components/redis/topics.yaml', 'kind: Component', 'kind: Componet')
    await replace('dapr/resiliency.yaml', 'maxRetries: 8', 'maxRetries: eight')
    const { findings } = await lint()
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['unknown-kind', 'wrong-type'])
  }))

test('a folder that is not there is one clear sentence', () =>
  withCopy(({ lint }) =>
    expect(lint(['components/nats'])).rejects.toThrow('components/nats is no folder.'),
  ))

test(
  'whatever is written there, faults have a place in their file and nothing is thrown',
  () =>
    withCopy(async ({ root, lint }) => {
      const files = [
        'components/redis/settings.yaml',
        'dapr/resiliency.yaml',
        'dapr/subscriptions.yaml',
        'dapr/config.yaml',
        'components/kafka/topics.yaml',
        'dapr.yaml',
      ]
      const change = fc.record({
        file: fc.constantFrom(...files),
        line: fc.nat(60),
        text: fc.constantFrom(
          '',
          '  - x',
          'spec:',
          'spec: []',
          '    a: { b: [1, null] }',
          '  metadata: 3',
          '\t',
          '---',
          'kind: 7',
          '"',
        ),
      })
      await fc.assert(
        fc.asyncProperty(change, async ({ file, line, text }) => {
          const path = join(root, file)
          const before = await readFile(path, 'utf8')
          const lines = before.split('\n')
          lines[line % lines.length] = text
          await writeFile(path, lines.join('\n'))
          try {
            for (const one of (await lint()).findings) {
              const found = await readFile(join(root, one.file), 'utf8')
              expect(one.line).toBeLessThanOrEqual(found.split('\n').length)
              expect(Math.min(one.line, one.column)).toBeGreaterThan(0)
            }
          } finally {
            await writeFile(path, before)
          }
        }),
        { numRuns: 60 },
      )
    }),
  300_000,
)
