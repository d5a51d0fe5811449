import type { Contract } from '@shop/kit/contract.ts'
import { z } from 'zod'
import { keyPathOf } from './key-path.ts'

/** A JSON Schema of draft 2020-12, as far as contracts make use of it. */
export type JsonSchema = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly [keyword: string]: unknown
}

/** A contract for every language: the whole CloudEvent. Unknown fields are always allowed. */
export const eventSchema = (contract: Contract): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: contract.type,
  description: `Said by ${contract.from} on the topic ${contract.topic}.`,
  'x-topic': contract.topic,
  'x-from': contract.from,
  'x-key': keyPathOf(contract),
  type: 'object',
  properties: {
    specversion: { type: 'string', const: '1.0' },
    id: {
      description: 'Stays the same when the event is delivered again.',
      type: 'string',
      minLength: 1,
      maxLength: 200,
    },
    type: { type: 'string', const: contract.type },
    source: { description: 'The app that says it.', type: 'string', const: contract.from },
    subject: {
      description: `data.${keyPathOf(contract)}: events of one subject are published in order.`,
      type: 'string',
    },
    time: { type: 'string', format: 'date-time' },
    datacontenttype: { type: 'string', const: 'application/json' },
    ...(contract.lanes && {
      priority: { description: 'Routing rules read it.', type: 'string' },
    }),
    traceparent: { description: 'W3C Trace Context.', type: 'string' },
    data: payloadSchema(contract),
  },
  required: ['specversion', 'id', 'type', 'source', 'subject', 'time', 'datacontenttype', 'data'],
})

/** What is in `data`. */
export function payloadSchema(contract: Contract): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(contract.data, { io: 'input' })
  return schema as JsonSchema
}
