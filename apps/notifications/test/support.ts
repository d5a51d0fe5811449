import type { AddressInfo } from 'node:net'
import type { Contract } from '@shop/kit/contract.ts'
import {
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
  orderShipped,
  orderSubmitted,
  stockConfirmed,
} from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import { bearer, deliver, testService } from '@shop/kit/testing.ts'
import { createNotifications } from '../src/app.ts'
import type { NotificationsSettings } from '../src/config.ts'
import { migrations } from '../src/migrations.ts'
import type { NotificationsService } from '../src/service.ts'
import type { Tables } from '../src/tables.ts'
import { openEvents } from './event-stream.ts'

/** A database, and replicas of the service that share it. */
export async function startNotifications(settings: Partial<NotificationsSettings> = {}) {
  const config: Omit<NotificationsSettings, 'DATABASE_URL'> = {
    UPDATES_KEPT: 30 * 24 * 3_600_000,
    HEARTBEAT_EVERY: 15_000,
    STREAMS_PER_USER: 20,
    MAIL_BINDING: '',
    ...settings,
  }
  const parts = await testService<Tables, typeof config>({
    name: 'notifications',
    migrations,
    config,
  })
  const replicas: Awaited<ReturnType<typeof startReplica>>[] = []
  const addReplica = async () => {
    const replica = await startReplica({
      ...parts.service,
      config: { ...parts.service.config, DATABASE_URL: parts.databaseUrl },
    })
    replicas.push(replica)
    return replica
  }
  const close = async () => {
    await Promise.all(replicas.map((replica) => replica.stop()))
    await parts.close()
  }
  return { ...parts, ...(await addReplica()), addReplica, close }
}

/** Its own loops, connection and port; it listens to the others from the start. */
async function startReplica(shared: NotificationsService) {
  const loops = new Map<string, () => Promise<unknown>>()
  const drains: (() => unknown)[] = []
  const app = createNotifications({
    ...shared,
    every(name, _ms, run) {
      loops.set(name, run)
      return { wake: () => {} }
    },
    onDrain: (end) => drains.push(end),
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const run = async (loop: string) => loops.get(loop)?.()
  await run('listen')

  return {
    app,
    port,
    run,
    /** As the kit does on SIGTERM: what never ends is ended, then the server waits for the rest. */
    stop: async () => {
      await Promise.all(drains.splice(0).map((end) => end()))
      if (!server.listening) return
      await new Promise((resolve) => server.close(resolve))
    },
    /** A stream of this user's; it begins where it is told, else now. */
    open: async (user: string, lastEventId?: number | string) =>
      openEvents({ port, authorization: await bearer(user), lastEventId }),
    hear: ({ contract, data }: Told, id = newId()) => deliver(app, contract, data, { id }),
  }
}

export type Told = { readonly contract: Contract; readonly data: ReturnType<typeof fieldsOf> }

const total = { amount: 12_345, currency: 'EUR' }
const more = {
  Submitted: { contract: orderSubmitted, items: [], total },
  AwaitingValidation: { contract: orderAwaitingValidation, items: [] },
  StockConfirmed: { contract: stockConfirmed, total, payment: { token: 'pm_secret' } },
  Paid: { contract: orderPaid, items: [], total },
  Shipped: { contract: orderShipped },
  Cancelled: { contract: orderCancelled, reason: 'the card was declined' },
} as const

const fieldsOf = (buyer: string, orderId: string, version: number) => ({
  orderId,
  version,
  buyer: { id: buyer, name: `${buyer} Doe`, email: `${buyer}@example.com` },
  occurredAt: new Date(Date.UTC(2030, 0, 1, 12, 0, version)).toISOString(),
})

const lucky = ['Submitted', 'AwaitingValidation', 'StockConfirmed', 'Paid', 'Shipped'] as const

/** The events of an order that goes through these states, oldest first. */
export function eventsOf(
  buyer: string,
  statuses: readonly OrderStatus[] = lucky,
  orderId = newId(),
): Told[] {
  return statuses.map((status, index) => {
    const { contract, ...payload } = more[status]
    const previousStatus = statuses[index - 1] ?? null
    const data = { ...fieldsOf(buyer, orderId, index + 1), status, previousStatus, ...payload }
    return { contract: contract as Contract, data }
  })
}

/** The first event of a new order. */
export function submitted(buyer: string): Told {
  const [first] = eventsOf(buyer)
  if (!first) throw new Error('an order has no first event')
  return first
}
