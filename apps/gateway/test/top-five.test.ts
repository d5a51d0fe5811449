import { SidecarError } from '@shop/kit/sidecar.ts'
import request from 'supertest'
import { createGateway } from '../src/app.ts'
import { callsOf, startGateway } from './support.ts'

const page = (...ids: string[]) => ({
  items: ids.map((id) => ({ id, name: `Product ${id}` })),
  total: ids.length,
  pageIndex: 0,
  pageSize: 10,
})
const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)
const json = { 'content-type': 'application/json' }

type Sold = { status?: number; body?: unknown } | 'away' | 'slow'

/** A gateway whose analytics says this, and whose catalog has these products. */
async function withSales(sold: () => Sold, known: string[] = ['p1', 'p2', 'p3']) {
  const parts = await startGateway({ TOP_FIVE_TIMEOUT: 100 })
  parts.sidecar.answer(async ({ app, path }) => {
    if (app === 'catalog') return { headers: json, body: page(...chosen(path)) }
    const answer = sold()
    if (answer === 'away') throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'away')
    if (answer === 'slow') return new Promise(() => {})
    return { headers: json, ...answer }
  })
  const chosen = (path: string) => {
    const ids = new URLSearchParams(path.split('?')[1]).get('ids')
    return ids ? known.filter((id) => ids.split(',').includes(id)) : ['c1', 'c2']
  }
  return { parts, get: () => request(parts.app).get('/api/v1/catalog/top-five') }
}

const sales = (...ids: string[]): Sold => ({
  body: { items: ids.map((productId) => ({ productId, units: 1 })) },
})

test('the best sold products come in the order of their sales, with what the catalog says', async () => {
  const { parts, get } = await withSales(() => sales('p3', 'p1', 'p2'))
  const { status, body } = await get()
  expect(status).toBe(200)
  expect(body).toEqual({ ...page('p3', 'p1', 'p2'), pageSize: 5 })
  expect(parts.sidecar.calls[0]?.token).toBe('service-token')
  expect(parts.sidecar.calls[1]?.token).toBeUndefined()
  expect(callsOf(parts)).toEqual([
    'GET analytics /analytics/top-five',
    'GET catalog /catalog/items?ids=p3,p1,p2',
  ])
})

test('what the catalog sells no more is left out', async () => {
  const { get } = await withSales(() => sales('gone', 'p2'))
  const { body } = await get()
  expect([idsOf(body), body.total]).toEqual([['p2'], 1])
})

test.each<[string, Sold]>([
  ['away', 'away'],
  ['slow', 'slow'],
  ['empty', sales()],
  ['refusing', { status: 403 }],
  ['broken', { status: 500, body: { status: 500 } }],
  ['nonsense', { body: { top: [] } }],
  ['unknown to the catalog', sales('gone', 'lost')],
])('where analytics is %s the catalog’s own five are shown', async (_, sold) => {
  const { get } = await withSales(() => sold)
  const started = performance.now()
  const { status, body } = await get()
  expect([status, idsOf(body)]).toEqual([200, ['c1', 'c2']])
  expect(performance.now() - started).toBeLessThan(1_000)
})

test('one answer is kept for a few seconds, and many who ask at once ask once', async () => {
  let best = 'p1'
  const { parts, get } = await withSales(() => sales(best))
  parts.at(new Date('2030-01-01T12:00:00Z'))
  const answers = await Promise.all([get(), get(), get()])
  for (const { body } of answers) expect(idsOf(body)).toEqual(['p1'])
  expect(callsOf(parts)).toHaveLength(2)
  best = 'p2'
  parts.at(new Date('2030-01-01T12:00:04.999Z'))
  expect(idsOf((await get()).body)).toEqual(['p1'])
  parts.at(new Date('2030-01-01T12:00:05Z'))
  expect(idsOf((await get()).body)).toEqual(['p2'])
})

test('a catalog that is away is 503, and that is not kept', async () => {
  const { parts } = await withSales(() => 'away')
  let away = true
  const { service } = parts
  const invoke: typeof service.sidecar.invoke = async (call) => {
    if (away) throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'away')
    return parts.sidecar.invoke(call)
  }
  const app = createGateway({ ...service, sidecar: { ...parts.sidecar, invoke } })
  const get = () => request(app).get('/api/v1/catalog/top-five')
  expect((await get()).status).toBe(503)
  away = false
  expect((await get()).status).toBe(200)
})
