import { markdownTable } from '../markdown.ts'
import type { JsonSchema } from './event-schema.ts'

/** Shapes that have a name and a table of their own, by what they are. */
export type Shapes = ReadonlyMap<string, string>

const same = (schema: JsonSchema) => JSON.stringify(schema)

export const shapesOf = (named: Readonly<Record<string, JsonSchema>>): Shapes =>
  new Map(Object.entries(named).map(([name, schema]) => [same(schema), name]))

type Row = { readonly field: string; readonly what: string }

/** The fields of an object as a Markdown table; objects within are opened up, unless named. */
export function payloadTable(schema: JsonSchema, shapes: Shapes): string {
  const rows = rowsOf(schema, shapes, '')
  return markdownTable(
    ['field', 'what'],
    rows.map(({ field, what }) => [`\`${field}\``, what]),
  )
}

const rowsOf = (schema: JsonSchema, shapes: Shapes, path: string): Row[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const inner = field.type === 'array' ? field.items : field
    const at = `${path}${name}`
    const isOpen = inner?.properties && !shapes.has(same(inner))
    const optional = schema.required?.includes(name) ? '' : '; may be left out'
    const row = { field: at, what: `${typeOf(field, shapes)}${optional}` }
    if (!isOpen || !inner) return [row]
    const within = rowsOf(inner, shapes, field.type === 'array' ? `${at}[].` : `${at}.`)
    return field.type === 'array' ? [row, ...within] : within
  })

function typeOf(schema: JsonSchema, shapes: Shapes): string {
  const name = shapes.get(same(schema))
  if (name) return `[${name}](#${name.toLowerCase()})`
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, shapes)).join(', or ')
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.type === 'array')
    return schema.items ? `list of ${typeOf(schema.items, shapes)}` : 'list'
  if (schema.type === 'object') return 'objects'
  if (schema.type === 'integer') return integer(schema)
  return schema.type === 'string' ? text(schema) : String(schema.type)
}

function integer(schema: JsonSchema): string {
  if (schema['exclusiveMinimum'] === 0) return 'whole number above 0'
  return schema['minimum'] === 0 ? 'whole number, 0 or more' : 'whole number'
}

function text(schema: JsonSchema): string {
  if (schema['format'] === 'uuid') return 'UUID'
  if (schema['format'] === 'date-time') return 'time (ISO 8601, UTC)'
  const length = schema['minLength']
  return length !== undefined && length === schema['maxLength']
    ? `text of ${length} characters`
    : 'text'
}
