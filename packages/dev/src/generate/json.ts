const width = 100

/**
 * JSON as Biome formats it, so that generated files pass the same check as written ones: on one
 * line what fits, opened up what doesn't.
 */
export const printJson = (value: unknown): string => `${print(value, '', 0)}\n`

/** `taken` is the length of what else is on its line. */
function print(value: unknown, indent: string, taken: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const line = flat(value)
  if (indent.length + taken + line.length <= width) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item, at) => inner + print(item, inner, comma(value, at)))
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value)
  const members = entries.map(([name, member], at) => {
    const key = `${JSON.stringify(name)}: `
    return inner + key + print(member, inner, key.length + comma(entries, at))
  })
  return `{\n${members.join(',\n')}\n${indent}}`
}

/** The last one has none after it. */
const comma = (all: readonly unknown[], at: number) => (at === all.length - 1 ? 0 : 1)

function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${flat(member)}`,
  )
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}
