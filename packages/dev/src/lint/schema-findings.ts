import { z } from 'zod'
import { type Finding, finding } from './finding.ts'
import { didYouMean } from './nearest.ts'
import type { Path, Resource } from './resource.ts'

/** What of a resource a schema does not have, misses, or wants otherwise. */
export function schemaFindings(resource: Resource, schema: z.ZodType): Finding[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const unknown = unknownFields(resource.value, json, []).map(({ path, known }) => {
    const name = String(path.at(-1))
    const message = `nobody reads the field ${name}${didYouMean(name, known)}`
    return finding('unknown-field', resource.at(path), message)
  })
  const issues = schema.safeParse(resource.value).error?.issues ?? []
  return [
    ...unknown,
    ...issues
      .filter(({ code }) => code !== 'unrecognized_keys')
      .map((issue) => issueFinding(resource, issue)),
  ]
}

type JsonSchema = z.core.JSONSchema.BaseSchema

type UnknownField = { readonly path: Path; readonly known: readonly string[] }

/** The fields of a value that its schema does not have, wherever it says which it has. */
function unknownFields(value: unknown, schema: JsonSchema, path: Path): UnknownField[] {
  if (Array.isArray(value)) {
    const items = asSchema(schema.items)
    return items ? value.flatMap((item, index) => unknownFields(item, items, [...path, index])) : []
  }
  if (!isObject(value)) return []
  const known = schema.properties ?? {}
  const others = schema.additionalProperties
  return Object.entries(value).flatMap(([name, field]) => {
    const inner = asSchema(known[name]) ?? asSchema(others)
    if (inner) return unknownFields(field, inner, [...path, name])
    return schema.properties && !others
      ? [{ path: [...path, name], known: Object.keys(known) }]
      : []
  })
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asSchema = (schema: unknown): JsonSchema | undefined =>
  isObject(schema) ? schema : undefined

function issueFinding(resource: Resource, issue: z.core.$ZodIssue): Finding {
  const name = String(issue.path.at(-1) ?? '')
  if (issue.code === 'invalid_type') {
    const given = valueIn(resource.value, issue.path)
    if (given === undefined || given === null) {
      const at = resource.at(issue.path)
      return finding('missing-field', at, `${issue.path.join('.')} is missing`)
    }
    const message = `${name} is ${words[issue.expected] ?? issue.expected}, not ${written(given)}`
    return finding('wrong-type', resource.valueAt(issue.path), message)
  }
  const allowed =
    issue.code === 'invalid_value' ? `${name} is one of ${issue.values.join(', ')}` : ''
  return finding('wrong-type', resource.valueAt(issue.path), allowed || issue.message)
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

const written = (value: unknown) => (isObject(value) ? 'a map' : JSON.stringify(value))

const valueIn = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner ? Reflect.get(inner, step) : undefined),
    value,
  )
