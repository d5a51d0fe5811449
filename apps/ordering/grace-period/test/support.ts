import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@shop/kit/db.ts'
import { gracePeriodConfirmed } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { createLog } from '@shop/kit/log.ts'
import { fromOwnSidecar, said, testService } from '@shop/kit/testing.ts'
import { migrations } from '@shop/ordering/migrations.ts'
import type { Checkout } from '@shop/ordering/order.ts'
import { placeOrder } from '@shop/ordering/place-order.ts'
import type { Tables } from '@shop/ordering/tables.ts'
import { sql } from 'kysely'
import request from 'supertest'
import { createGracePeriod } from '../src/app.ts'
import type { GracePeriodSettings } from '../src/config.ts'

const money = { amount: 900, currency: 'EUR' }
const address = { street: '1 Main Street', city: 'X', state: '', country: 'US', zipCode: '1' }

export async function startGracePeriod() {
  const parts = await testService<Tables, GracePeriodSettings>({
    name: 'grace-period',
    migrations,
    config: { GRACE_PERIOD: 15_000 },
  })
  return { ...parts, app: createGracePeriod(parts.service) }
}
export type Parts = Awaited<ReturnType<typeof startGracePeriod>>

/** Where the tests' database is on the server, for another process or pool. */
export async function urlOf({ db }: Parts, server = ''): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const url = new URL(server)
  url.pathname = `/${rows[0]?.name}`
  return url.href
}

/** Replicas with connections of their own to one database. */
export function replicasOf(parts: Parts, url: string, count: number) {
  const dbs = Array.from({ length: count }, () =>
    openDatabase<Tables>('replica', url, 5, createLog('replica', 'silent')),
  )
  return {
    apps: dbs.map((db) => createGracePeriod({ ...parts.service, db })),
    close: () => Promise.all(dbs.map((db) => db.destroy())),
  }
}

/** An order of a submitted checkout. */
export async function submitted(
  { db, service }: Parts,
  priority: Checkout['priority'] = 'normal',
): Promise<string> {
  const orderId = newId()
  const checkout: Checkout = {
    ...{ orderId, requestId: newId(), basketId: newId(), address, priority, total: money },
    buyer: { id: 'alice', name: 'Alice', email: 'alice@example.com' },
    payment: { token: 'pm_1', brand: 'Visa', last4: '4242', expires: '12/40' },
    items: [],
  }
  await db.transaction().execute((tx) => placeOrder(tx, checkout, service.now()))
  return orderId
}

export const tick = (app: Parts['app']) =>
  request(app).post('/ticks/grace-period').set(fromOwnSidecar)

/** Moves the recorded ticks into the past, as if this were another second. */
export const nextSecond = ({ db }: Parts) =>
  sql`update task_execution set scheduled_at = scheduled_at - random() * interval '1 day'`.execute(
    db,
  )

/** Waits until a tick has just begun (it is the nearest second), so that all of a test is in it. */
export async function whenTickBegins() {
  while ((Date.now() + 500) % 1_000 > 200) await sleep(5)
}

/** The orders that were confirmed, in the order in which it was said. */
export async function confirmed({ db }: Parts): Promise<string[]> {
  const rows = (await said(db)).filter((row) => row.type === gracePeriodConfirmed.type)
  for (const { source, topic, subject, data } of rows) {
    expect({ source, topic }).toEqual({ source: 'grace-period', topic: 'grace-period-confirmed' })
    expect(data).toEqual({ orderId: subject })
  }
  return rows.map((row) => row.subject)
}

export const runsOf = ({ db }: Parts) =>
  db.selectFrom('task_execution').selectAll().orderBy('id').execute()
