import type { ReactNode } from 'react'

export type Column<T> = {
  readonly head: string
  readonly cell: (row: T) => ReactNode
  readonly isNumber?: boolean
}

type Props<T> = {
  /** Read out, and not shown: a heading is near. */
  readonly caption: string
  /** The first names its row. */
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  /** What is said where there are no rows. */
  readonly none: string
}

/** A table that scrolls in a box of its own where it is wider than the page. */
export function DataTable<T>({ caption, columns, rows, keyOf, none }: Props<T>) {
  if (rows.length === 0) return <p className="muted">{none}</p>
  return (
    <div className="table-box">
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" className={isNumber ? 'number' : ''}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) => (
                <Cell key={column.head} column={column} row={row} isName={index === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CellProps<T> = { readonly column: Column<T>; readonly row: T; readonly isName: boolean }

const Cell = <T,>({ column: { cell, isNumber }, row, isName }: CellProps<T>) =>
  isName ? (
    <th scope="row">{cell(row)}</th>
  ) : (
    <td className={isNumber ? 'number' : ''}>{cell(row)}</td>
  )
