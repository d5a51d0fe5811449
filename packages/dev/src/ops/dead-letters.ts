import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { page } from '@shop/kit/api.ts'
import { type DeadLetter, deadLetter, deadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import { Advice } from '../command.ts'
import { print } from '../print.ts'
import { describeLetter, describeLetters } from './describe-letters.ts'
import type { Desk } from './desk-client.ts'

export type Filter = {
  readonly status: string | undefined
  readonly consumer: string | undefined
  readonly topic: string | undefined
  readonly subject: string | undefined
}

const letters = page(deadLetter)

/** One page of the list; the open ones where no status is asked for. */
export async function listLetters(desk: Desk, filter: Filter, pageNumber: number, json: boolean) {
  const found = await desk.get(
    `/admin/dead-letters?${queryOf(filter, pageNumber - 1, 50)}`,
    letters,
  )
  print(json ? JSON.stringify(found, null, 2) : describeLetters(found))
}

export async function showLetter(desk: Desk, id: string, json: boolean) {
  const whole = await desk.get(`/admin/dead-letters/${encodeURIComponent(id)}`, deadLetterWhole)
  print(json ? JSON.stringify(whole, null, 2) : describeLetter(whole))
}

type Choice = { readonly ids: readonly string[]; readonly all: boolean; readonly filter: Filter }

/** Redrives or discards those that were named, or all open ones of a filter; gives how many failed. */
export async function actOn(
  desk: Desk,
  action: 'redrive' | 'discard',
  choice: Choice,
  body: object | undefined,
  json: boolean,
): Promise<number> {
  const ids = choice.all ? await idsOf(desk, choice.filter) : choice.ids
  const results: { id: string; done: boolean; refusal?: string }[] = []
  for (const id of ids) {
    try {
      await desk.post(`/admin/dead-letters/${encodeURIComponent(id)}/${action}`, body)
      results.push({ id, done: true })
      if (!json) print(`${id}: ${action === 'redrive' ? 'on its way' : 'discarded'}`)
    } catch (error) {
      if (!(error instanceof Advice)) throw error
      results.push({ id, done: false, refusal: error.message })
      if (!json) print(`${id}: ${error.message}`)
    }
  }
  if (json) print(JSON.stringify(results, null, 2))
  else if (ids.length === 0) print('There is none.')
  return results.filter((one) => !one.done).length
}

/** The payload in a file, or at the standard input for `-`. */
export async function payload(file: string): Promise<object> {
  const content =
    file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8').catch(missing)
  try {
    return { data: JSON.parse(content) }
  } catch {
    throw new Advice(`${file} is no JSON.`)
  }
}

const missing = (error: unknown): never => {
  throw new Advice(String(error))
}

/** All that are there now, collected first: what comes back meanwhile is not done twice. */
async function idsOf(desk: Desk, filter: Filter): Promise<string[]> {
  const found: DeadLetter[] = []
  for (let index = 0; ; index += 1) {
    const { items, total } = await desk.get(
      `/admin/dead-letters?${queryOf(filter, index, 100)}`,
      letters,
    )
    found.push(...items)
    if (items.length === 0 || found.length >= total) break
  }
  return [...new Set(found.map(({ id }) => id))]
}

function queryOf({ status = 'open', ...filter }: Filter, index: number, size: number) {
  const query = new URLSearchParams({ pageIndex: String(index), pageSize: String(size) })
  if (status !== 'all') query.set('status', status)
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
  return query
}
