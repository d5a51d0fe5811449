import { bearer, fromApp } from '@shop/kit/testing.ts'
import request from 'supertest'
import { createGateway } from '../src/app.ts'
import type { GatewaySettings } from '../src/config.ts'
import { answerAll, startGateway } from './support.ts'

type Headers = Readonly<Record<string, string>>

/** A gateway that allows three requests a second, and how it answers requests with these headers. */
async function three(settings: Partial<GatewaySettings> = {}) {
  const parts = await startGateway({ RATE_LIMIT: 3, ...settings })
  answerAll(parts)
  const ask = (headers: Headers = {}, path = '/catalog/items') =>
    request(parts.app).get(`/api/v1${path}`).set(headers)
  return async (all: readonly Headers[], path?: string) => {
    const statuses: number[] = []
    for (const headers of all) statuses.push((await ask(headers, path)).status)
    return statuses
  }
}

const times = (count: number, headers: Headers = {}) => Array<Headers>(count).fill(headers)
const user = async (name: string) => ({ authorization: await bearer(name) })

test('the fourth request in a second is 429, a problem that says when to come again', async () => {
  const parts = await startGateway({ RATE_LIMIT: 3 })
  answerAll(parts)
  const get = () => request(parts.app).get('/api/v1/catalog/items')
  for (let count = 0; count < 3; count += 1) expect((await get()).status).toBe(200)
  const { status, headers, body } = await get()
  expect([status, headers['retry-after'], body.code]).toEqual([429, '1', 'too-many-requests'])
  expect(headers['content-type']).toContain('application/problem+json')
  expect((await request(parts.app).get('/healthz')).status).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  expect((await get()).status).toBe(200)
})

test('each subject has its own share, whatever the address and however many tokens', async () => {
  const ask = await three()
  const alice = await user('alice')
  expect(await ask([...times(3, alice), alice, await user('alice')])).toEqual([
    ...[200, 200, 200, 429, 429],
  ])
  expect(await ask(times(3, await user('bob')), '/basket')).toEqual([200, 200, 200])
  expect(await ask(times(1))).toEqual([200])
})

test('tokens that are not good make no room: they count for their address', async () => {
  const ask = await three()
  const garbage = ['a', 'b', 'c', 'd'].map((word) => ({ authorization: `Bearer ${word}` }))
  expect(await ask(garbage)).toEqual([200, 200, 200, 429])
  const again = await three()
  const expired = { authorization: await bearer('alice', [], { ttl: -1 }) }
  expect(await again([...garbage.slice(0, 3), expired], '/basket')).toEqual([401, 401, 401, 429])
})

test('who comes straight can not choose an address, nor pretend to come through the sidecar', async () => {
  const ask = await three()
  const forged = ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'].map((address) => ({
    'x-forwarded-for': `${address}, 127.0.0.1`,
    'dapr-caller-app-id': 'storefront',
    'dapr-api-token': 'guessed',
  }))
  expect(await ask(forged)).toEqual([200, 200, 200, 429])
})

test('behind as many proxies as TRUST_PROXY says, the address is what they say', async () => {
  const ask = await three({ TRUST_PROXY: 1 })
  const from = (address: string) => ({ 'x-forwarded-for': `9.9.9.9, ${address}` })
  expect(await ask(times(4, from('1.1.1.1')))).toEqual([200, 200, 200, 429])
  expect(await ask(times(1, from('2.2.2.2')))).toEqual([200])
})

test('through the own sidecar the address is what the calling app says of its client', async () => {
  const ask = await three()
  // As the sidecars send it: what the app said, and behind it the host of its own sidecar.
  const from = (address: string) => ({
    ...fromApp('storefront'),
    'x-forwarded-for': `${address}, 10.0.0.5`,
  })
  expect(await ask(times(4, from('1.1.1.1')))).toEqual([200, 200, 200, 429])
  expect(await ask(times(1, from('2.2.2.2')))).toEqual([200])
  const nameless = { ...fromApp('storefront'), 'x-forwarded-for': '10.0.0.5' }
  expect(await ask(times(4, nameless))).toEqual([200, 200, 200, 429])
})

test('an IPv6 network is one address, an IPv4 address that is written as IPv6 is itself', async () => {
  const ask = await three({ TRUST_PROXY: 1 })
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const network = [1, 2, 3, 4].map((host) => from(`2001:db8:0:1::${host}`))
  expect(await ask(network)).toEqual([200, 200, 200, 429])
  const mapped = [1, 2, 3, 4].map((host) => from(`::ffff:1.2.3.${host}`))
  expect(await ask(mapped)).toEqual([200, 200, 200, 200])
})

test('an identity provider that does not answer holds up no public route', async () => {
  const parts = await startGateway()
  answerAll(parts)
  const never = { ...parts.service.auth, userIfAny: () => new Promise<never>(() => {}) }
  const app = createGateway({ ...parts.service, auth: never }, () => parts.sidecar)
  const answer = await request(app).get('/api/v1/catalog/items').set('authorization', 'Bearer x')
  expect(answer.status).toBe(200)
})
