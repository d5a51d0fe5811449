import { get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import type { Invocation } from '@shop/kit/sidecar.ts'
import { createStorefront } from '../src/app.ts'
import { startStorefront } from './support.ts'

let parts: Awaited<ReturnType<typeof startStorefront>>
let server: Server
let events: PassThrough
const calls: Invocation[] = []
let closed = 0
beforeAll(async () => {
  parts = await startStorefront()
  const open = () => ({
    stream: async (call: Invocation) => {
      calls.push(call)
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: events }
    },
    close: async () => {
      closed += 1
    },
  })
  server = createStorefront(parts.service, { open, pages: '/nonexistent' }).listen(0)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await parts.close()
})

const listen = (signal: AbortSignal) => {
  events = new PassThrough()
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}/api/v1/orders/events`, {
    headers: { accept: 'text/event-stream', 'last-event-id': '7' },
    signal,
  })
}

test('events pass one by one as they are said, from the one that the browser saw last', async () => {
  const leaving = new AbortController()
  // The answer has begun though nothing was said yet.
  const answer = await listen(leaving.signal)
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(calls.at(-1)?.headers).toMatchObject({ 'last-event-id': '7' })
  const reader = answer.body?.getReader()
  for (const event of ['event: order-status\ndata: {}\n\n', ': still here\n\n']) {
    events.write(event)
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(event)
  }
  leaving.abort()
  await new Promise((resolve) => events.once('close', resolve))
  await new Promise(setImmediate)
  expect(closed).toBeGreaterThan(0)
})

test('a stream that breaks off breaks off for the browser too', async () => {
  events = new PassThrough()
  const { port } = server.address() as AddressInfo
  const headers = { accept: 'text/event-stream' }
  const complete = new Promise((resolve) => {
    get({ port, path: '/api/v1/orders/events', headers }, (res) => {
      res.once('data', () => events.destroy(new Error('gone')))
      res.on('error', () => {}).on('close', () => resolve(res.complete))
    })
  })
  events.write(': here\n\n')
  expect(await complete).toBe(false)
})

test('streams end when the storefront stops', async () => {
  const answer = await listen(AbortSignal.timeout(5_000))
  events.write(': here\n\n')
  const text = answer.text()
  await parts.drain()
  expect(await text).toBe(': here\n\n')
})
