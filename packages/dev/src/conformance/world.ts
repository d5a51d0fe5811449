import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contract } from '@shop/kit/contract.ts'
import { newId } from '@shop/kit/ids.ts'
import { eventually } from '../eventually.ts'
import { signal } from '../process-table.ts'
import type { Databases } from '../shop/databases.ts'
import type { Shop } from '../shop/start.ts'

/** The shop that clauses are tried on, seen from outside: databases, logs, processes, its API. */
export type World = {
  readonly broker: string
  readonly replicas: number
  /** The part of each budget that is left. */
  readonly scale: number
  readonly folder: string
  /** Where crashes are armed (packages/kit/src/failpoint.ts). */
  readonly failpoints: string
  readonly shop: Shop
  readonly databases: Databases
}

/** An event as a row of its publisher's outbox: said, and not yet published. */
export type Said<T> = { readonly contract: Contract<T>; readonly data: T; readonly id?: string }

/** Says events as their publisher would: by its outbox. Gives their ids in order. */
export async function say<T>(world: World, events: readonly Said<T>[]): Promise<string[]> {
  const [first] = events
  if (!first) return []
  const rows = events.map(({ contract, data, id = newId() }, place) => ({
    place,
    id,
    topic: contract.topic,
    type: contract.type,
    source: contract.from,
    subject: contract.key(data),
    data,
  }))
  await world.databases.query(
    first.contract.from,
    `insert into outbox (id, topic, type, source, subject, data, occurred_at)
     select id, topic, type, source, subject, data, now()
     from jsonb_to_recordset($1::jsonb) as row (
       place int, id uuid, topic text, type text, source text, subject text, data jsonb)
     order by place`,
    [JSON.stringify(rows)],
  )
  return rows.map((row) => row.id)
}

/** Waits until a publisher has handed all of these to the broker. */
export const published = (world: World, app: string, ids: readonly string[], ms = 60_000) =>
  eventually(
    `${app} to publish ${ids.length} events`,
    async () => {
      const waiting = await world.databases.query(
        app,
        'select from outbox where id = any($1::uuid[]) and published_at is null',
        [ids],
      )
      return waiting.length === 0
    },
    ms,
  )

export type Handled = {
  readonly event_id: string
  readonly handler: string
  readonly subject: string | null
  readonly handled_at: Date
}

/** The inbox rows of these events at a subscriber, in the order of their handling. */
export const handledOf = (world: World, app: string, ids: readonly string[]) =>
  world.databases.query<Handled>(
    app,
    'select * from inbox where event_id = any($1::text[]) order by handled_at, event_id',
    [ids],
  )

/** Waits until a subscriber has handled all of these. */
export const handled = (world: World, app: string, ids: readonly string[], ms = 60_000) =>
  eventually(
    `${app} to handle ${ids.length} events`,
    async () => {
      const rows = await handledOf(world, app, ids)
      return new Set(rows.map((row) => row.event_id)).size === ids.length && rows
    },
    ms,
  )

/** A line of a service's log. */
export type LogLine = {
  readonly replica: string
  readonly time: string
  readonly level: string
  readonly msg: string
  readonly eventId?: string
}

/** All that the replicas of an app have logged about events. */
export async function eventLog(world: World, app: string): Promise<LogLine[]> {
  const names = world.shop.fleet
    .all()
    .filter((one) => one.app.appID === app)
    .map((one) => one.name)
  const logs = await Promise.all(names.map((name) => linesOf(world, name)))
  return logs.flat()
}

async function linesOf({ folder }: World, replica: string): Promise<LogLine[]> {
  const text = await readFile(join(folder, 'logs', `${replica}.log`), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes('"eventId"'))
    .map((line) => ({ ...JSON.parse(line), replica }))
}

/** SIGKILL; resolves when the launcher has started another in its place. */
export async function kill(world: World, name: string) {
  const before = pidOf(world, name)
  if (before === undefined) throw new Error(`${name} does not run`)
  signal(before, 'SIGKILL')
  await eventually(`another ${name}`, async () => {
    const now = pidOf(world, name)
    return now !== undefined && now !== before
  })
}

function pidOf({ shop }: World, name: string): number | undefined {
  const server = shop.run().servers.find((one) => one.name === name)
  const replica = shop.fleet.all().find((one) => one.name === name)
  return server?.pid ?? replica?.appProcess?.pid()
}
