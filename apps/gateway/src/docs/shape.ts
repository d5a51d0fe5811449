import { type Html, html } from './html.ts'
import { type JsonSchema, nameOf } from './json-schema.ts'

/** A shape as one would jot it down: `{ id: string, price: Money }`, with links to named shapes. */
export function shape(schema: JsonSchema, indent = ''): Html {
  if (schema.$ref) return link(nameOf(schema.$ref))
  if (schema.properties) return fields(schema, indent)
  if (schema.items) return html`[${shape(schema.items, indent)}, …]`
  if (schema.anyOf) return html`${alternatives(schema.anyOf, indent)}`
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`
  if (schema.enum) return html`${choices(schema)}`
  return html`${typeOf(schema)}`
}

const link = (name: string) => html`<a href="#shape-${name}">${name}</a>`

function fields({ properties = {}, required = [] }: JsonSchema, indent: string): Html {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return html`${inner}${name}${mark}: ${shape(schema, inner)}\n`
  })
  return html`{\n${lines}${indent}}`
}

const alternatives = (schemas: readonly JsonSchema[], indent: string): Html[] =>
  schemas.map((schema, at) => html`${at > 0 && ' | '}${shape(schema, indent)}`)

const choices = ({ enum: values = [], default: preset }: JsonSchema): string => {
  const listed = values.map((value) => JSON.stringify(value)).join(' | ')
  return preset === undefined ? listed : `${listed} (else ${JSON.stringify(preset)})`
}

/** A plain type, and what is asked of its values in brackets. */
export function typeOf(schema: JsonSchema): string {
  const type = [schema.type ?? 'anything'].flat().join(' or ')
  const rules = rulesOf(schema)
  return rules.length > 0 ? `${type} (${rules.join(', ')})` : type
}

function rulesOf(schema: JsonSchema): string[] {
  const { minimum, maximum, minLength, maxLength, format, pattern } = schema
  return [
    format ?? '',
    pattern && !format ? `like ${pattern}` : '',
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    schema.default === undefined ? '' : `else ${JSON.stringify(schema.default)}`,
  ].filter((rule) => rule !== '')
}

function range(from: number | undefined, to: number | undefined, what: string): string {
  if (from === undefined && to === undefined) return ''
  if (from === to) return `${from}${what}`
  if (to === undefined) return `at least ${from}${what}`
  return from === undefined ? `at most ${to}${what}` : `${from} to ${to}${what}`
}
