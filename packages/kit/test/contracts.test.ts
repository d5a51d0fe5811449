import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type Broken,
  changeLine,
  incompatibleChanges,
} from '../../dev/src/generate/contracts/compatibility.ts'
import { eventSchema, type JsonSchema } from '../../dev/src/generate/contracts/event-schema.ts'
import { keyPathOf } from '../../dev/src/generate/contracts/key-path.ts'
import {
  changesSinceRelease,
  lastRelease,
  presentContracts,
  release,
} from '../../dev/src/generate/contracts/releases.ts'
import type { Contract } from '../src/contract.ts'
import { contracts, orderPaid, orderStockRejected, salesSummarized } from '../src/events.ts'
import { sampleOf } from './sample.ts'

test('what is said now goes with what was released, and the other way round', async () => {
  expect((await lastRelease())?.version).toMatch(/^\d+\.\d+\.\d+$/)
  expect((await changesSinceRelease()).map(changeLine)).toEqual([])
})

test.each(contracts.map((contract) => [contract.type, contract] as const))(
  'the schema of %s takes what its contract takes',
  (type, contract) => {
    const schema = eventSchema(contract)
    const event = sampleOf(schema)
    const { data } = z.object({ data: z.unknown() }).parse(event)
    expect(accepts(schema, event)).toBe(true)
    expect(contract.data.safeParse(data).success).toBe(true)
    expect(event).toMatchObject({ type, source: contract.from, specversion: '1.0' })
    // In any language, more may be in it, and less may not.
    expect(accepts(schema, { ...Object(event), data: { ...Object(data), more: 1 } })).toBe(true)
    expect(accepts(schema, { ...Object(event), data: {} })).toBe(false)
    expect(contract.data.safeParse({}).success).toBe(false)
  },
)

test('the key of an event is the field that its contract takes', () => {
  expect(contracts.map(keyPathOf)).toEqual(
    contracts.map((contract) =>
      contract === salesSummarized
        ? 'window.start'
        : contract.topic === 'product-price-changes'
          ? 'productId'
          : 'orderId',
    ),
  )
  const broken: Contract = { ...orderPaid, key: () => 'always the same' }
  expect(() => keyPathOf(broken)).toThrow('the key has to be a field of the payload')
})

const accepts = (schema: JsonSchema, event: unknown) =>
  z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(event).success

type Change = (field: JsonSchema) => JsonSchema | undefined

/** The schema with a field of it changed, or without it where nothing is left of it. */
function withField(schema: JsonSchema, path: string, change: Change): JsonSchema {
  const [step = '', ...rest] = path.split('.')
  const inside = (field: JsonSchema = {}) =>
    rest.length > 0 ? withField(field, rest.join('.'), change) : change(field)
  if (step === '[]') return { ...schema, items: inside(schema.items) ?? {} }
  const { [step]: field, ...others } = schema.properties ?? {}
  const changed = inside(field)
  return { ...schema, properties: { ...others, ...(changed && { [step]: changed }) } }
}

const withRequired = (schema: JsonSchema, change: (names: readonly string[]) => string[]) =>
  withField(schema, 'data', (data) => ({ ...data, required: change(data.required ?? []) }))

const before = eventSchema(orderPaid)
const text = { type: 'string' }

type Planted = {
  /** OrderPaid as it is, where nothing is said. */
  readonly was?: JsonSchema
  readonly after: JsonSchema
  readonly breaks: Broken
  readonly says: string
  /** Proves it: a field's value that one of the two takes and the other refuses. */
  readonly value?: readonly [string, unknown]
}

const planted: Readonly<Record<string, Planted>> = {
  'a field that is removed': {
    after: withField(before, 'data.items', () => undefined),
    breaks: 'both',
    says: 'data.items: the field is gone',
  },
  'a field within a list that is removed': {
    after: withField(before, 'data.items.[].brand', () => undefined),
    breaks: 'both',
    says: 'data.items[].brand: the field is gone',
  },
  'a field that is renamed': {
    after: withField(
      withField(before, 'data.total', () => undefined),
      'data.sum',
      () => text,
    ),
    breaks: 'both',
    says: 'data.total: the field is gone',
  },
  'a new field that may not be left out': {
    after: withRequired(
      withField(before, 'data.tax', () => text),
      (names) => [...names, 'tax'],
    ),
    breaks: 'old events',
    says: 'data.tax: the field is new and may not be left out',
    value: ['tax', undefined],
  },
  'a field that may be left out now': {
    after: withRequired(before, (names) => names.filter((name) => name !== 'total')),
    breaks: 'old consumers',
    says: 'data.total: the field may be left out',
    value: ['total', undefined],
  },
  'a field that may no longer be left out': {
    was: withRequired(before, (names) => names.filter((name) => name !== 'total')),
    after: before,
    breaks: 'old events',
    says: 'data.total: the field may no longer be left out',
    value: ['total', undefined],
  },
  'another type': {
    after: withField(before, 'data.version', () => text),
    breaks: 'both',
    says: 'data.version: type was "integer" and is "string"',
  },
  'a value of an enumeration that is gone': {
    after: withField(before, 'data.status', (field) => ({
      ...field,
      enum: field.enum?.filter((value) => value !== 'Paid') ?? [],
    })),
    breaks: 'old events',
    says: 'data.status: the value "Paid" is gone',
    value: ['status', 'Paid'],
  },
  'a new value of an enumeration': {
    after: withField(before, 'data.status', (field) => ({
      ...field,
      enum: [...(field.enum ?? []), 'Lost'],
    })),
    breaks: 'old consumers',
    says: 'data.status: the value "Lost" is new',
    value: ['status', 'Lost'],
  },
  'an enumeration that becomes any text': {
    after: withField(before, 'data.status', () => text),
    breaks: 'old consumers',
    says: 'data.status: any value is possible',
    value: ['status', 'Anything'],
  },
  'a text that becomes an enumeration': {
    after: withField(before, 'data.buyer.name', () => ({ ...text, enum: ['Alice'] })),
    breaks: 'old events',
    says: 'data.buyer.name: only some values are left',
    value: ['buyer', { id: 'bob', name: 'Bob', email: 'bob@example.com' }],
  },
  'a field that may not be null any more': {
    after: withField(before, 'data.previousStatus', (field) => field.anyOf?.[0]),
    breaks: 'old events',
    says: 'data.previousStatus: it may no longer be null',
    value: ['previousStatus', null],
  },
  'a field that may be null now': {
    after: withField(before, 'data.buyer', (field) => ({ anyOf: [field, { type: 'null' }] })),
    breaks: 'old consumers',
    says: 'data.buyer: it may be null now',
    value: ['buyer', null],
  },
  'a length that is shorter': {
    after: withField(before, 'data.total.currency', (field) => ({ ...field, maxLength: 2 })),
    breaks: 'old events',
    says: 'data.total.currency: maxLength was 3 and is 2',
  },
  'a number that may be larger': {
    after: withField(before, 'data.version', (field) => ({ ...field, maximum: 2 ** 60 })),
    breaks: 'old consumers',
    says: 'data.version: maximum was 9007199254740991',
  },
  'a smallest number that is higher': {
    after: withField(before, 'data.version', (field) => ({ ...field, exclusiveMinimum: 1 })),
    breaks: 'old events',
    says: 'data.version: exclusiveMinimum was 0 and is 1',
    value: ['version', 1],
  },
  'a pattern that is new': {
    after: withField(before, 'data.buyer.email', (field) => ({ ...field, pattern: '@' })),
    breaks: 'old events',
    says: 'data.buyer.email: pattern was not there and is "@"',
    value: ['buyer', { id: 'bob', name: 'Bob', email: 'none' }],
  },
  'a format that is gone': {
    after: withField(before, 'data.orderId', () => text),
    breaks: 'old consumers',
    says: 'data.orderId: format was "uuid" and is not there',
    value: ['orderId', '17'],
  },
  'another topic': {
    after: { ...before, 'x-topic': 'paid' },
    breaks: 'both',
    says: 'the topic was "paid-orders" and is "paid"',
  },
  'another key': {
    after: { ...before, 'x-key': 'buyer.id' },
    breaks: 'both',
    says: 'the key was "orderId" and is "buyer.id"',
  },
  'another app that says it': {
    after: eventSchema({ ...orderPaid, from: 'payment' }),
    breaks: 'both',
    says: 'the app that says it was "ordering" and is "payment"',
  },
}

test.each(Object.entries(planted))(
  '%s breaks what was released',
  (_, { was = before, after, breaks, says, value }) => {
    const changes = incompatibleChanges({ Paid: was }, { Paid: after })
    const [first] = changes.filter((change) => changeLine(change).includes(says))
    expect(changes.map(changeLine).join('\n')).toContain(says)
    expect(first?.breaks).toBe(breaks)
    if (!value) return
    const sample = Object(sampleOf(before))
    const event = { ...sample, data: { ...sample.data, [value[0]]: value[1] } }
    const [takes, refuses] = breaks === 'old consumers' ? [after, was] : [was, after]
    expect([accepts(takes, event), accepts(refuses, event)]).toEqual([true, false])
  },
)

test('an event that is gone breaks what was released', () => {
  expect(incompatibleChanges({ Paid: before }, {}).map(changeLine)).toEqual([
    'Paid: the event is gone (breaks old consumers and old events)',
  ])
})

test('what everybody may overlook breaks nothing', () => {
  const additions: JsonSchema[] = [
    withField(before, 'data.coupon', () => text),
    withField(before, 'data.items.[].weight', () => ({ type: 'integer' })),
    withField(before, 'data.note', () => ({
      type: 'object',
      properties: { text },
      required: ['text'],
    })),
    { ...before, title: 'Paid for', description: 'other words' },
  ]
  for (const after of additions) {
    expect(incompatibleChanges({ Paid: before }, { Paid: after, New: after })).toEqual([])
  }
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'e-shop-contracts-'))
})
afterEach(() => rm(folder, { recursive: true }))

const stock = eventSchema(orderStockRejected)
const broken = withField(stock, 'data.items', () => undefined)

test('a release keeps each contract, and the next is held to it', async () => {
  await release('0.1.0', presentContracts(), folder)
  expect((await readdir(join(folder, '0.1.0'))).sort()).toEqual(
    contracts.map(({ type }) => `${type}.json`).sort(),
  )
  expect(await lastRelease(folder)).toEqual({ version: '0.1.0', contracts: presentContracts() })
  expect(await changesSinceRelease(folder)).toEqual([])
})

test('a release that breaks the last one is refused unless its major version is new', async () => {
  await release('0.9.0', { Stock: stock }, folder)
  await expect(release('0.10.0', { Stock: broken }, folder)).rejects.toThrow(
    /0\.10\.0 would break what 0\.9\.0 has, so it has to be 1\.0\.0:\n {2}Stock data\.items: the field is gone/,
  )
  await release('1.0.0', { Stock: broken }, folder)
  expect((await lastRelease(folder))?.contracts).toEqual({ Stock: broken })
})

test('the last release is the one of the highest number, not of the last letter', async () => {
  for (const version of ['0.2.0', '0.9.0', '0.10.0'])
    await release(version, { Stock: stock }, folder)
  expect((await lastRelease(folder))?.version).toBe('0.10.0')
  await expect(release('0.3.0', { Stock: stock }, folder)).rejects.toThrow(
    'The last release is 0.10.0, and 0.3.0 is not after it.',
  )
  await expect(release('0.10.0', { Stock: stock }, folder)).rejects.toThrow('is not after it')
  await expect(release('next', { Stock: stock }, folder)).rejects.toThrow('three numbers')
})
