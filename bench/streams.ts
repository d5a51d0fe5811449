import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage, request } from 'node:http'
import { freePort, startSurroundings } from './surroundings.ts'

// What open event streams cost one replica of notifications, and how it parts from them: opens
// them, each of another user, tells each an update, then stops the replica. More than 100 MB for
// 2 000 streams is a failure. Needs an empty database:
//   DATABASE_URL=postgres://… node --import tsx bench/streams.ts [streams, 2000 if not given]

const count = Number(process.argv[2] ?? 2_000)
const appToken = 'a token for this run'
const surroundings = await startSurroundings()
const port = await freePort()

const replica = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
  cwd: new URL('../apps/notifications/', import.meta.url),
  stdio: 'inherit',
  env: {
    ...process.env,
    APP_PORT: `${port}`,
    DAPR_HTTP_PORT: `${surroundings.port}`,
    APP_API_TOKEN: appToken,
    OIDC_ISSUER: surroundings.issuer,
    LOG_LEVEL: 'warn',
  },
})
const exited = once(replica, 'exit')
process.on('exit', () => replica.kill())

const answerTo = (path: string, headers: Record<string, string> = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject)
  })

async function ready() {
  for (;;) {
    const answer = await answerTo('/readyz').catch(() => undefined)
    answer?.resume()
    if (answer?.statusCode === 200) return
    if (replica.exitCode !== null) throw new Error('the replica did not start')
    await pause(100)
  }
}

/** Opens a user's stream; gives when it brings an update, and when it ends. */
async function open(user: string) {
  const headers = {
    authorization: `Bearer ${surroundings.tokenOf(user)}`,
    accept: 'text/event-stream',
  }
  const answer = await answerTo('/orders/events', headers)
  if (answer.statusCode !== 200) throw new Error(`the stream answered ${answer.statusCode}`)
  const updated = new Promise<number>((resolve) => {
    answer.on('data', (chunk: Buffer) => {
      if (chunk.includes('order-status')) resolve(performance.now())
    })
  })
  return { user, updated, ended: once(answer, 'end') }
}

async function tell(user: string) {
  const data = {
    ...{ orderId: randomUUID(), version: 1, status: 'Submitted', previousStatus: null },
    ...{ buyer: { id: user, name: user, email: '' }, items: [] },
    ...{ total: { amount: 1, currency: 'EUR' }, occurredAt: new Date().toISOString() },
  }
  const type = 'OrderStatusChangedToSubmittedIntegrationEvent'
  const event = { specversion: '1.0', id: randomUUID(), type, source: 'ordering', data }
  const headers = { 'content-type': 'application/cloudevents+json', 'dapr-api-token': appToken }
  const path = `/events/submitted-orders/${type}`
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers })
  const [answer] = await once(sent.end(JSON.stringify(event)), 'response')
  for await (const chunk of answer) {
    if (!String(chunk).includes('SUCCESS')) throw new Error(`the event was answered ${chunk}`)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Resident memory of the replica in MB. */
const memory = () =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${replica.pid}`]).toString()) / 1024

/** Does it for each, so many at a time. */
async function each<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>) {
  const results: R[] = []
  const left = [...items]
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      results.push(await work(item))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}

const part = (sorted: readonly number[], share: number) =>
  sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(1)
const print = (line: string) => process.stdout.write(`${line}\n`)

await ready()
const first = await open('first')
await tell('first')
await first.updated
const before = memory()

const users = Array.from({ length: count }, (_, index) => `user-${index}`)
const streams = await each(users, 16, open)
await pause(3_000)
const opened = memory()
print(`${count} streams: ${(opened - before).toFixed(1)} MB more than ${before.toFixed(1)} MB`)

const waits = await each(streams, 16, async ({ user, updated }) => {
  const start = performance.now()
  await tell(user)
  return (await updated) - start
})
waits.sort((a, b) => a - b)
print(`after an update for each: ${(memory() - before).toFixed(1)} MB more`)
print(`event to stream: p50 ${part(waits, 0.5)} ms, p99 ${part(waits, 0.99)} ms`)

const stopping = performance.now()
replica.kill('SIGTERM')
await Promise.all([first, ...streams].map((stream) => stream.ended))
const ended = performance.now() - stopping
const [code] = await exited
const gone = performance.now() - stopping
print(
  `stopped: all streams ended after ${ended.toFixed(0)} ms, exit ${code} after ${gone.toFixed(0)} ms`,
)
surroundings.close()
process.exitCode = opened - before > count / 20 ? 1 : 0
