import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contracts } from '@shop/kit/events.ts'
import { parse } from 'yaml'
import { z } from 'zod'
import { asyncapiYaml } from '../src/generate/contracts/asyncapi.ts'
import { describedEffects } from '../src/generate/contracts/effects.ts'
import { eventsPage } from '../src/generate/contracts/events-page.ts'
import { flowDiagram } from '../src/generate/contracts/flow-diagram.ts'
import { payloadTable, shapesOf } from '../src/generate/contracts/payload-table.ts'
import { printJson } from '../src/generate/json.ts'
import { hearers, subscriptions, topics } from '../src/generate/topology.ts'
import { root } from '../src/paths.ts'

test('there is a schema of each event, and of nothing else', async () => {
  const files = await readdir(join(root, 'docs', 'schemas'))
  expect(files.sort()).toEqual(contracts.map(({ type }) => `${type}.json`).sort())
})

test('an effect is written of everything that is heard, and of nothing else', () => {
  const heard = contracts.flatMap(({ topic, hears }) => hears.map((app) => `${topic} ${app}`))
  const described = describedEffects.map(({ topic, app }) => `${topic} ${app}`)
  expect(described.sort()).toEqual([...new Set(heard)].sort())
})

test('the page names each topic, event and hearer, and its links lead somewhere', async () => {
  const page = eventsPage('1.2.3')
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text]) => text)
  for (const { topic, type } of contracts)
    expect(headings).toEqual(expect.arrayContaining([topic, type]))
  const anchors = headings.map((text) => `#${text?.toLowerCase().replaceAll(' ', '-')}`)
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link ?? '')
  expect(links.filter((link) => link.startsWith('#') && !anchors.includes(link))).toEqual([])
  const files = [...new Set(links.filter((link) => !link.startsWith('#')))]
  expect(files.length).toBeGreaterThan(contracts.length)
  for (const file of files.filter((one) => one.endsWith('.json'))) {
    JSON.parse(await readFile(join(root, 'docs', file), 'utf8'))
  }
})

test('the page tells the tries that the policies give', async () => {
  const policies = parse(await readFile(join(root, 'dapr', 'resiliency.yaml'), 'utf8')).spec
    .policies
  const retry = policies.retries.DefaultPubsubComponentInboundRetryPolicy
  expect([retry.maxRetries + 1, retry.duration]).toEqual([9, '3s'])
  expect(eventsPage('1.2.3')).toContain('Nine tries, three seconds apart')
})

test('the picture has an arrow for each hearer, with all its topics', () => {
  const lines = flowDiagram().split('\n')
  for (const { from, hears, topic } of contracts) {
    for (const to of hears) {
      const arrow = lines.find(
        (line) => line.startsWith(`  ${from} -->`) && line.endsWith(`| ${to}`),
      )
      expect(arrow).toContain(topic)
    }
  }
})

test('a payload is a table: objects are opened up, named shapes are links, rules are words', () => {
  const money = {
    type: 'object',
    properties: { amount: { type: 'integer' } },
    required: ['amount'],
  }
  const schema = {
    type: 'object',
    properties: {
      total: money,
      lines: {
        type: 'array',
        items: {
          type: 'object',
          properties: { price: money, units: { type: 'integer', exclusiveMinimum: 0 } },
          required: ['price'],
        },
      },
      at: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
    },
    required: ['total', 'lines', 'at'],
  }
  expect(payloadTable(schema, shapesOf({ Money: money }))).toBe(
    `
| field           | what                                  |
| --------------- | ------------------------------------- |
| \`total\`         | [Money](#money)                       |
| \`lines\`         | list of objects                       |
| \`lines[].price\` | [Money](#money)                       |
| \`lines[].units\` | whole number above 0; may be left out |
| \`at\`            | time (ISO 8601, UTC), or null         |
`.trim(),
  )
})

test('JSON opens up what does not fit on a line of a hundred', () => {
  expect(printJson({ a: [1, { b: [] }], c: {} })).toBe('{ "a": [1, { "b": [] }], "c": {} }\n')
  const long = 'x'.repeat(60)
  expect(printJson({ a: [long, long] })).toBe(
    `{\n  "a": [\n    "${long}",\n    "${long}"\n  ]\n}\n`,
  )
})

// AsyncAPI 3.0.0, of the specification's tables: the fields of what is used here, and no others.
const reference = z.strictObject({ $ref: z.string().startsWith('#/') })
const tags = z.array(z.strictObject({ name: z.string() }))
const asyncapi = z.strictObject({
  asyncapi: z.literal('3.0.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string() }),
  }),
  defaultContentType: z.string(),
  channels: z.record(
    z.string().regex(/^[\w.-]+$/),
    z.strictObject({
      address: z.string(),
      description: z.string(),
      messages: z.record(z.string(), reference),
    }),
  ),
  operations: z.record(
    z.string().regex(/^[\w.-]+$/),
    z.strictObject({
      action: z.enum(['send', 'receive']),
      channel: reference,
      summary: z.string(),
      tags,
      messages: z.array(reference).min(1),
    }),
  ),
  components: z.strictObject({
    messages: z.record(
      z.string().regex(/^[\w.-]+$/),
      z.strictObject({
        name: z.string(),
        contentType: z.string(),
        payload: reference,
        bindings: z.strictObject({
          kafka: z.strictObject({ key: z.looseObject({ type: z.string() }) }),
        }),
      }),
    ),
    schemas: z.record(z.string(), z.looseObject({ type: z.literal('object') })),
  }),
})
const document = asyncapi.parse(parse(asyncapiYaml('1.2.3')))

test('the AsyncAPI document has a channel for each topic, dead letters included', () => {
  const names = topics.map(({ name }) => name)
  expect(Object.keys(document.channels).sort()).toEqual([...names].sort())
  expect(Object.values(document.channels).map(({ address }) => address)).toEqual(names)
  expect(Object.keys(document.components.schemas)).toEqual(contracts.map(({ type }) => type))
})

test('its operations are who says and who hears', () => {
  const of = (action: string) =>
    Object.values(document.operations)
      .filter((operation) => operation.action === action)
      .map(({ tags: [app], channel }) => `${app?.name} ${channel.$ref.replace('#/channels/', '')}`)
      .sort()
  expect(of('receive')).toEqual(subscriptions.map(({ app, topic }) => `${app} ${topic}`).sort())
  const said = contracts.map(({ from, topic }) => `${from} ${topic}`)
  const letters = hearers.map((app) => `${app} ${app}.dead-letters`)
  expect(of('send')).toEqual([...new Set([...said, ...letters])].sort())
})

test('every reference in it leads somewhere, and an operation speaks of messages of its channel', () => {
  const at = (ref: string) =>
    ref
      .slice(2)
      .split('/')
      .reduce<unknown>((value, step) => Object(value)[step], document)
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, ref]) => ref ?? '',
  )
  expect(refs.length).toBeGreaterThan(100)
  expect(refs.filter((ref) => at(ref) === undefined)).toEqual([])
  for (const { channel, messages } of Object.values(document.operations)) {
    for (const { $ref } of messages) expect($ref.startsWith(`${channel.$ref}/messages/`)).toBe(true)
  }
})
