import { eventText } from './sse.ts'
import type { Cursor, UpdateRow } from './update-store.ts'

/** Updates that a stream is given at a time; the next ones when its socket has taken these. */
const pageUpdates = 50

export type ReadAfter = (cursors: readonly Cursor[], limit: number) => Promise<readonly UpdateRow[]>

/** The next updates after a place, as the text of events. */
export type Page = { readonly text: string; readonly last: number; readonly isFull: boolean }

export const keyOf = ({ buyerId, after }: Cursor): string => `${after} ${buyerId}`

/** The page after each place, by its key, where there is one; those at the same place share it. */
export async function readPages(
  read: ReadAfter,
  cursors: readonly Cursor[],
): Promise<ReadonlyMap<string, Page>> {
  const distinct = new Map(cursors.map((cursor) => [keyOf(cursor), cursor]))
  const pages = new Map<string, UpdateRow[]>()
  for (const row of await read([...distinct.values()], pageUpdates)) {
    const key = keyOf({ buyerId: row.buyer_id, after: row.after })
    const page = pages.get(key)
    if (page) page.push(row)
    else pages.set(key, [row])
  }
  return new Map([...pages].map(([key, rows]) => [key, toPage(rows)]))
}

const toPage = (rows: readonly UpdateRow[]): Page => ({
  text: rows.map(eventText).join(''),
  last: rows.at(-1)?.seq ?? 0,
  isFull: rows.length === pageUpdates,
})
