import * as api from '@shop/kit/api.ts'
import { money } from '@shop/kit/money.ts'
import { orderStatus } from '@shop/kit/order-status.ts'
import { z } from 'zod'

/** As much of JSON Schema (2020-12) as the shapes of this API are made of. */
export type JsonSchema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

const names = z.registry<{ id: string }>()
const named: Record<string, z.ZodType> = {
  Money: money,
  BrandOrCategory: api.brand,
  Rating: api.rating,
  Product: api.product,
  BasketLine: api.basketLine,
  Basket: api.basket,
  OrderStatus: orderStatus,
  OrderItem: api.orderItem,
  OrderSummary: api.orderSummary,
  OrderHistoryEntry: api.orderHistoryEntry,
  Order: api.order,
  AdminOrderSummary: api.adminOrderSummary,
  OrderStatusEvent: api.orderStatusEvent,
  DraftOrder: api.draftOrder,
  Address: api.address,
  Card: api.card,
  Problem: api.problem,
}
for (const [id, schema] of Object.entries(named)) names.add(schema, { id })

const prefix = '#/components/schemas/'
/** The name of a shape that a `$ref` leads to. */
export const nameOf = (ref: string): string => ref.slice(prefix.length)

/** Collects the named shapes that the schemas given to it refer to. */
export function createShapes() {
  const shapes: Record<string, JsonSchema> = {}
  const of = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    const made = z.toJSONSchema(schema, { metadata: names, io, override: tidy(io) })
    const { $schema: _, $defs: parts = {}, ...json } = retarget(made)
    for (const [name, part] of Object.entries(parts)) shapes[name] = part
    return json
  }
  return {
    shapes,
    inRequest: (schema: z.ZodType) => of(schema, 'input'),
    inAnswer: (schema: z.ZodType) => of(schema, 'output'),
  }
}

type Made = JsonSchema & {
  readonly $schema?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
}
const retarget = (made: unknown): Made =>
  JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', `"${prefix}`))

type Context = {
  readonly zodSchema: z.core.$ZodType
  readonly jsonSchema: z.core.JSONSchema.BaseSchema
}

/** Clients must expect new fields in answers, and bounds that are the language's say nothing. */
const tidy =
  (io: 'input' | 'output') =>
  ({ zodSchema, jsonSchema }: Context) => {
    const { description } = z.globalRegistry.get(zodSchema) ?? {}
    if (description) jsonSchema.description = description
    if (io === 'output') delete jsonSchema.additionalProperties
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  }
