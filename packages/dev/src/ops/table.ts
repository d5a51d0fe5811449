type Cell = string | number | null | undefined

/** Rows under their heads, each column as wide as it needs to be; numbers to the right. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map(textOf))
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...texts.map((row) => row[column]?.length ?? 0)),
  )
  const isNumeric = heads.map(
    (_, column) => rows.length > 0 && rows.every((row) => isNumber(row[column])),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return isNumeric[column] ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [line(heads), ...texts.map(line)].join('\n')
}

/** Or nothing: a place that is left free. */
const isNumber = (cell: Cell): boolean => cell === '' || typeof cell !== 'string'

const textOf = (cell: Cell): string => (cell === null || cell === undefined ? '–' : String(cell))

/** The names of fields before their values, which may have several lines. */
export function fields(entries: Readonly<Record<string, Cell>>): string {
  const width = Math.max(...Object.keys(entries).map((name) => name.length))
  return Object.entries(entries)
    .flatMap(([name, value]) => {
      const [first, ...more] = textOf(value).split('\n')
      return [
        `${name.padEnd(width)}  ${first}`,
        ...more.map((text) => `${' '.repeat(width + 2)}${text}`),
      ]
    })
    .join('\n')
}

/** The first line of a text, cut where it is long. */
export function brief(text: string | null, most = 60): string | null {
  const line = text?.split('\n', 1)[0] ?? null
  return line !== null && line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** A moment as people read it: UTC, without the letters. */
export const moment = (iso: string | null): string | null =>
  iso?.replace('T', ' ').replace('Z', '') ?? null

/** An event's type without the words that all of them share. */
export const shortType = (type: string | null): string | null =>
  type?.replace(/IntegrationEvent$/, '') ?? null
