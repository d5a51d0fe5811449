import type { EventData, orderStarted, productPriceChanged } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { SidecarError } from '@shop/kit/sidecar.ts'
import type { StateStore } from '@shop/kit/state.ts'
import { bearer, testService } from '@shop/kit/testing.ts'
import type { FakeSidecar } from '@shop/kit/testing-sidecar.ts'
import request, { type Test } from 'supertest'
import { createBasket } from '../src/app.ts'
import type { BasketSettings } from '../src/config.ts'
import type { Held } from '../src/held.ts'
import { migrations } from '../src/migrations.ts'
import type { Tables } from '../src/tables.ts'

export const euros = (amount: number) => ({ amount, currency: 'EUR' })

export const address = {
  street: 'Hauptstraße 1',
  city: 'Berlin',
  state: 'Berlin',
  country: 'Germany',
  zipCode: '10115',
}
export const card = {
  number: '4242 4242 4242 4242',
  holder: 'Alice Doe',
  expires: '12/40',
  cvv: '737',
}
export const checkoutBody = { address, card }

/** What stands in for the other apps: the catalog's prices by product id, and how payment answers. */
type Others = {
  readonly prices: Map<string, number>
  catalog: 'up' | 'down'
  /** Instead of a new token. */
  payment: (() => { status: number; body?: unknown } | Promise<{ status: number }>) | undefined
}

const product = (id: string, amount: number) => ({
  id,
  name: `Product ${id}`,
  description: '',
  price: euros(amount),
  brand: { id: 'b1', name: 'Brand' },
  category: { id: 'c1', name: 'Category' },
  pictureUrl: `/api/v1/catalog/items/${id}/picture?v=1`,
  availableStock: 5,
  rating: { average: null, count: 0 },
})

export async function startBasket(settings: Partial<BasketSettings & { NODE_ENV: string }> = {}) {
  const config = { BASKET_COOKIE_SECRET: 'a secret that only tests know', ...settings }
  const parts = await testService<Tables, BasketSettings>({ name: 'basket', migrations, config })
  const others: Others = {
    prices: new Map([...'abcdef'].map((id, index) => [id, (index + 1) * 100])),
    catalog: 'up',
    payment: undefined,
  }
  answerForOthers(parts.sidecar, others)
  const store = hookable(parts.sidecar)
  return { ...parts, others, store, app: createBasket(parts.service) }
}
export type Parts = Awaited<ReturnType<typeof startBasket>>

function answerForOthers(sidecar: FakeSidecar, others: Others) {
  sidecar.answer(({ app, path }) => {
    if (app !== 'catalog') return undefined
    if (others.catalog === 'down') throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'no catalog')
    const id = path.replace('/catalog/items/', '')
    const amount = others.prices.get(id)
    return amount === undefined ? { status: 404 } : { body: product(id, amount) }
  })
  sidecar.answer(({ app, path, body }) => {
    if (app !== 'payment' || path !== '/payment-methods') return undefined
    if (others.payment) return others.payment()
    const { number, expires } = body as typeof card
    const last4 = number.slice(-4)
    return { status: 201, body: { token: `pm_${newId()}`, brand: 'Visa', last4, expires } }
  })
}

/** Lets a test do something right before a record is written. */
function hookable(sidecar: FakeSidecar) {
  const real = sidecar.state('statestore')
  const hooks: { beforeSave?: ((key: string, value: Held) => unknown) | undefined } = {}
  const ttls = new Map<string, number | undefined>()
  const state: StateStore = {
    ...real,
    async save(key, value, options) {
      await hooks.beforeSave?.(key, value as Held)
      await real.save(key, value, options)
      ttls.set(key, options?.ttlSeconds)
    },
  }
  Object.assign(sidecar, { state: () => state })
  return { hooks, ttls, real }
}

/** A shopper who talks to the service; without a name an anonymous one, who keeps cookies. */
export function shopper({ app }: Pick<Parts, 'app'>, name?: string, roles: string[] = []) {
  const jar = { cookie: undefined as string | undefined }
  const send = async (call: Test) => {
    if (name) call.set('authorization', await bearer(name, roles))
    if (jar.cookie) call.set('cookie', jar.cookie)
    const answer = await call
    const [set] = [answer.headers['set-cookie'] ?? []].flat()
    if (set) jar.cookie = set.startsWith('basket=;') ? undefined : set.split(';')[0]
    return answer
  }
  return {
    jar,
    get: () => send(request(app).get('/basket')),
    put: (id: string, quantity: unknown) =>
      send(request(app).put(`/basket/items/${id}`).send({ quantity })),
    remove: (id: string) => send(request(app).delete(`/basket/items/${id}`)),
    checkOut: (requestId: string, body: object = checkoutBody) =>
      send(request(app).post('/basket/checkout').set('x-request-id', requestId).send(body)),
    order: (orderId: string) => send(request(app).get(`/checkouts/${orderId}`)),
    /** Units by product id. */
    units: async () => unitsOf(await send(request(app).get('/basket'))),
  }
}
export type Shopper = ReturnType<typeof shopper>

type Item = { productId: string; quantity: number }
export const unitsOf = ({ body }: { body: { items: Item[] } }) =>
  Object.fromEntries(body.items.map(({ productId, quantity }) => [productId, quantity]))

export const recordOf = ({ sidecar }: Pick<Parts, 'sidecar'>, key: string) =>
  sidecar.records.get(key)?.value as Held | undefined

export const priceChange = (
  productId: string,
  version: number,
  newPrice: number,
): EventData<typeof productPriceChanged> => ({
  productId,
  version,
  oldPrice: euros(1),
  newPrice: euros(newPrice),
})

export const started = (
  orderId: string,
  basketId: string,
  buyerId = 'alice',
): EventData<typeof orderStarted> => ({ orderId, basketId, buyerId })
