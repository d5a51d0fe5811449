import type { JsonSchema } from '../../dev/src/generate/contracts/event-schema.ts'

/** Something that a contract's schema takes, all fields given. */
export function sampleOf(schema: JsonSchema): unknown {
  if ('const' in schema) return schema['const']
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {})
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, field]) => [name, sampleOf(field)]),
      )
    case 'array':
      return [sampleOf(schema.items ?? {})]
    case 'integer':
      return 1
    case 'boolean':
      return true
    case 'string':
      return textOf(schema)
    default:
      throw new Error(`there is no sample of ${JSON.stringify(schema)}`)
  }
}

function textOf(schema: JsonSchema): string {
  if (schema['format'] === 'uuid') return '0199d2a5-7b6e-7c3a-9f00-000000000001'
  if (schema['format'] === 'date-time') return '2026-01-02T03:04:05.678Z'
  return 'x'.repeat(Number(schema['minLength'] ?? 1))
}
