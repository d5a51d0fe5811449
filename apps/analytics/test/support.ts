import type { AddressInfo } from 'node:net'
import { bearer, deliver, testService } from '@shop/kit/testing.ts'
import request from 'supertest'
import { createAnalytics } from '../src/app.ts'
import type { AnalyticsSettings } from '../src/config.ts'
import { handlers } from '../src/hear.ts'
import { migrations } from '../src/migrations.ts'
import type { AnalyticsService } from '../src/service.ts'
import type { Tables } from '../src/tables.ts'
import { openEvents } from './event-stream.ts'
import type { Told } from './lives.ts'

/** A database, and replicas of the service that share it. */
export async function startAnalytics(settings: Partial<AnalyticsSettings> = {}) {
  const config: Omit<AnalyticsSettings, 'DATABASE_URL'> = {
    EVENTS_KEPT: 365 * 24 * 3_600_000,
    SUMMARY_DELAY: 5_000,
    TOP_FIVE_DAYS: 30,
    TOP_FIVE_EVERY: 5_000,
    HEARTBEAT_EVERY: 15_000,
    ...settings,
  }
  const parts = await testService<Tables, typeof config>({ name: 'analytics', migrations, config })
  const service: AnalyticsService = {
    ...parts.service,
    config: { ...parts.service.config, DATABASE_URL: parts.databaseUrl },
  }
  const replicas: ReturnType<typeof startReplica>[] = []
  const addReplica = () => {
    const replica = startReplica(service)
    replicas.push(replica)
    return replica
  }
  const close = async () => {
    await Promise.all(replicas.map((replica) => replica.stop()))
    await parts.close()
  }
  return { ...parts, service, ...addReplica(), addReplica, close }
}

export type Shop = Awaited<ReturnType<typeof startAnalytics>>

function startReplica(shared: AnalyticsService) {
  const loops = new Map<string, () => Promise<unknown>>()
  const drains: (() => unknown)[] = []
  const service: AnalyticsService = {
    ...shared,
    every(name, _ms, run) {
      loops.set(name, run)
      return { wake: () => {} }
    },
    onDrain: (end) => drains.push(end),
  }
  const app = createAnalytics(service)
  const server = app.listen(0, '127.0.0.1')
  const quick = handlers(service, () => {})

  return {
    app,
    run: async (loop: string) => loops.get(loop)?.(),
    /** As the kit does on SIGTERM: what never ends is ended, then the server waits for the rest. */
    stop: async () => {
      await Promise.all(drains.splice(0).map((end) => end()))
      await new Promise((resolve) => server.close(resolve))
    },
    /** An administrator's stream of changes. */
    open: async (options: { readonly lastEventId?: string; readonly ttl?: number } = {}) => {
      const { ttl = 600, ...rest } = options
      const authorization = await bearer('root', ['administrator'], { ttl })
      return openEvents({ port: (server.address() as AddressInfo).port, authorization, ...rest })
    },
    /** By the route of the sidecar. */
    hear: ({ contract, data, id, time }: Told) =>
      deliver(app, contract, data, { id, envelope: { time: time.toISOString() } }),
    /** What the route does with an event, without the way there: for very many. */
    hearQuickly: async ({ contract, data, id, time }: Told) => {
      const handler = quick.find((one) => one.contract === contract)
      if (!handler) throw new Error(`nobody hears ${contract.type}`)
      const envelope = {
        specversion: '1.0',
        id,
        type: contract.type,
        source: '',
        time,
        data,
      } as const
      return handler.handle(envelope, service.db, contract.type)
    },
    /** An administrator's question. */
    ask: async (path: string) => {
      const answer = await request(app)
        .get(`/analytics/${path}`)
        .set('authorization', await bearer('root', ['administrator']))
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
      return answer.body
    },
  }
}

/** Does it for each, so many at a time. */
export async function each<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
) {
  let next = 0
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

/** All that is known of the orders, but for when they were heard of. */
export async function stateOf({ db }: Pick<Shop, 'db'>) {
  const orders = await db.selectFrom('orders').selectAll().orderBy('order_id').execute()
  const lines = await db
    .selectFrom('order_lines')
    .selectAll()
    .orderBy('order_id')
    .orderBy('product_id')
    .execute()
  return {
    orders: orders.map(({ next_ask_at: _, ...order }) => order),
    lines,
  }
}

/** All that is told of them. */
export async function modelsOf({ ask }: Pick<Shop, 'ask'>, range = '') {
  const paths = [
    `summary?${range}`,
    ...['minute', 'hour', 'day'].map((window) => `sales?window=${window}&${range}`),
    ...['category', 'brand'].map((by) => `income?by=${by}&${range}`),
    ...['units', 'orders', 'income'].map((sort) => `products?sort=${sort}&pageSize=100&${range}`),
    ...['orders', 'paid', 'income'].map((sort) => `buyers?sort=${sort}&pageSize=100&${range}`),
  ]
  const models = []
  for (const path of paths) models.push([path, await ask(path)])
  return Object.fromEntries(models)
}
