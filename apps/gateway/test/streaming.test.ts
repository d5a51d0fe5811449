import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createSidecar } from '@shop/kit/sidecar.ts'
import { bearer } from '@shop/kit/testing.ts'
import { createGateway } from '../src/app.ts'
import { portOf, startGateway } from './support.ts'

// The sidecar client as it is, against a server that answers as sidecar and service in one.

type Respond = (req: IncomingMessage, res: ServerResponse) => void

let respond: Respond = () => {}
const upstream = createServer((req, res) => respond(req, res)).listen(0, '127.0.0.1')
let gateway: Server
let base: string
let parts: Awaited<ReturnType<typeof startGateway>>
let stop: () => Promise<unknown>

beforeAll(async () => {
  parts = await startGateway()
  const DAPR_HTTP_PORT = await portOf(upstream)
  const config = { ...parts.service.config, DAPR_HTTP_PORT }
  const sidecar = createSidecar(config)
  gateway = createServer(createGateway({ ...parts.service, config, sidecar })).listen(
    0,
    '127.0.0.1',
  )
  base = `http://127.0.0.1:${await portOf(gateway)}/api/v1`
  stop = () => Promise.all([sidecar.close(), parts.close()])
})
afterAll(async () => {
  gateway.closeAllConnections()
  gateway.close()
  await stop()
  upstream.closeAllConnections()
  upstream.close()
})

const listen = async (headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${base}/orders/events`, {
    headers: { authorization: await bearer('alice'), ...headers },
    ...(signal && { signal }),
  })

const closed = (res: ServerResponse) => new Promise<void>((resolve) => res.on('close', resolve))
const text = (part: { value?: Uint8Array | undefined }) => new TextDecoder().decode(part.value)

function startStream(res: ServerResponse) {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  res.flushHeaders()
}

test('events and heartbeats pass as they come, and the last id that the client has goes along', async () => {
  const seen: IncomingMessage[] = []
  let notifications: ServerResponse | undefined
  respond = (req, res) => {
    seen.push(req)
    notifications = res
    startStream(res)
  }
  const leave = new AbortController()
  const answer = await listen({ 'last-event-id': '41' }, leave.signal)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  expect(seen[0]?.url).toBe('/v1.0/invoke/notifications/method/orders/events')
  expect(seen[0]?.headers).toMatchObject({ 'last-event-id': '41', accept: 'text/event-stream' })

  const reader = answer.body?.getReader()
  notifications?.write('id: 42\nevent: order-status\ndata: {}\n\n')
  expect(text((await reader?.read()) ?? {})).toBe('id: 42\nevent: order-status\ndata: {}\n\n')
  notifications?.write(': still here\n\n')
  expect(text((await reader?.read()) ?? {})).toBe(': still here\n\n')

  // Both are gone when the client is.
  const gone = closed(notifications as ServerResponse)
  leave.abort()
  await gone
})

test('a client that leaves before the stream has begun ends the call too', async () => {
  const leave = new AbortController()
  const begun = new Promise<ServerResponse>((resolve) => {
    respond = (_req, res) => resolve(res)
  })
  const answer = listen({}, leave.signal).catch(() => 'left')
  const gone = closed(await begun)
  leave.abort()
  expect(await answer).toBe('left')
  await gone
})

test('a gateway that stops ends the streams, so that nothing waits for them', async () => {
  respond = (_req, res) => startStream(res)
  const answer = await listen()
  const whole = answer.text()
  await parts.drain()
  expect(await whole).toBe('')
})

test('many who listen take no connection from those who ask', async () => {
  const leave = new AbortController()
  respond = (req, res) => {
    if (req.url?.includes('notifications')) startStream(res)
    else res.setHeader('content-type', 'application/json').end('{}')
  }
  const streams = await Promise.all(Array.from({ length: 100 }, () => listen({}, leave.signal)))
  expect(streams.every(({ status }) => status === 200)).toBe(true)
  expect((await fetch(`${base}/catalog/items`)).status).toBe(200)
  leave.abort()
})

test('a stream that is refused is a problem like any other', async () => {
  respond = (_req, res) => {
    res.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' })
    res.end('{"status":503}')
  }
  const answer = await listen()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  expect(await answer.json()).toEqual({ status: 503 })
})

test('what the sidecar could not do is 503, and what the service says of itself is its own', async () => {
  const json = { 'content-type': 'application/json' }
  respond = (_req, res) => {
    res.writeHead(500, json).end('{"errorCode":"ERR_DIRECT_INVOKE","message":"no such app"}')
  }
  const away = await fetch(`${base}/catalog/items`)
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1'])
  respond = (_req, res) => {
    res.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"status":500}')
  }
  expect((await fetch(`${base}/catalog/items`)).status).toBe(500)
})

test('an answer that breaks off is never taken for a whole one', async () => {
  const breakOff = (type: string) => {
    respond = (_req, res) => {
      res.writeHead(200, { 'content-type': type })
      res.write('{"items":')
      setTimeout(() => res.destroy(), 20)
    }
  }
  breakOff('application/json')
  expect((await fetch(`${base}/catalog/items`)).status).toBe(503)
  breakOff('image/png')
  const picture = await fetch(`${base}/catalog/items/1/picture`)
  await expect(picture.arrayBuffer()).rejects.toThrow()
})

test('a large picture goes through in pieces, whole', async () => {
  const picture = Buffer.alloc(900_000, 'pixel')
  respond = (_req, res) => {
    res.writeHead(200, { 'content-type': 'image/png' })
    for (let at = 0; at < picture.length; at += 100_000)
      res.write(picture.subarray(at, at + 100_000))
    res.end()
  }
  const answer = await fetch(`${base}/catalog/items/1/picture`)
  expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true)
})

test('a client that leaves in the middle of an answer ends the call', async () => {
  const begun = new Promise<ServerResponse>((resolve) => {
    respond = (_req, res) => {
      res.writeHead(200, { 'content-type': 'image/png' })
      res.write('the first pixels')
      resolve(res)
    }
  })
  const leave = new AbortController()
  await fetch(`${base}/catalog/items/1/picture`, { signal: leave.signal })
  const gone = closed(await begun)
  leave.abort()
  await gone
})
