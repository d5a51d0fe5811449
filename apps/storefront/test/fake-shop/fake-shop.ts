import { Readable } from 'node:stream'
import { checkoutBody } from '@shop/kit/api.ts'
import type { Invocation, StreamedAnswer } from '@shop/kit/sidecar.ts'
import { type Asked, problem, type Reply, read } from './asked.ts'
import { createFakeAdministration } from './fake-administration.ts'
import { createFakeBaskets } from './fake-baskets.ts'
import { catalogAnswer, listOf, pictureOf, products } from './fake-catalog.ts'
import { createFakeOrders } from './fake-orders.ts'

// The public API in memory, as far as the pages use it: for their tests, and for looking at them.

export type FakeShop = ReturnType<typeof createFakeShop>

export function createFakeShop() {
  const baskets = createFakeBaskets()
  const orders = createFakeOrders()
  const administration = createFakeAdministration(orders)
  const bought = new Set<string>()
  /** What a test wants answered before anything else, once for each. */
  const before: ((call: Invocation) => Reply | undefined)[] = []
  const calls: Invocation[] = []

  const basket = ({ method, plain, user, cookie, json }: Asked): Reply => {
    const owner = user ?? cookie ?? crypto.randomUUID()
    if (user && cookie) baskets.merge(cookie, user)
    const headers: Record<string, string> = user
      ? { 'set-cookie': 'basket=; Path=/; Max-Age=0' }
      : { 'set-cookie': `basket=${owner}; Path=/; HttpOnly; SameSite=Lax` }
    const productId = plain.split('/')[3] ?? ''
    if (method === 'GET') return { status: 200, body: baskets.of(owner), headers }
    const quantity = method === 'DELETE' ? 0 : (json as { quantity: number }).quantity
    const changed = baskets.put(owner, productId, quantity)
    return changed ? { status: 200, body: changed, headers } : problem(404, 'No such product')
  }
  const checkout = ({ user, json, headers }: Asked): Reply => {
    if (!user) return problem(401, 'This needs a bearer token')
    const body = checkoutBody.safeParse(json)
    if (!body.success) {
      const errors = body.error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        message,
      }))
      return problem(400, 'The request is not valid', { errors })
    }
    const requestId = String(headers?.['x-request-id'])
    const orderId = orders.place(user, requestId, baskets.of(user), body.data)
    baskets.clear(user)
    return { status: 202, body: { orderId } }
  }
  const order = ({ method, plain, user, isAdministrator, query }: Asked): Reply => {
    if (!user) return problem(401, 'This needs a bearer token')
    const [, , id, command] = plain.split('/')
    const mine = orders.of(user)
    if (!id) {
      const size = Number(query.get('pageSize') ?? 10)
      return { status: 200, body: listOf(mine, Number(query.get('pageIndex') ?? 0), size) }
    }
    const all = orders.known.map((one) => one.order)
    const found = (isAdministrator ? all : mine).find(({ orderId }) => orderId === id)
    if (!found) return problem(404, 'The order was not found')
    if (method === 'GET') return { status: 200, body: found }
    if (command === 'ship' && isAdministrator) {
      return { status: 200, body: orders.advance(id, 'Shipped', user) }
    }
    if (command !== 'cancel') return problem(404, 'Nothing here')
    return { status: 200, body: orders.advance(id, 'Cancelled', user, 'changed my mind') }
  }
  const rating = ({ plain, user, json }: Asked): Reply => {
    const product = products.find(({ id }) => plain === `/catalog/items/${id}/rating`)
    if (!product) return problem(404, 'No such product')
    if (!bought.has(`${user} ${product.id}`))
      return problem(403, 'Only who has bought it may rate it')
    const { rating } = json as { rating: number }
    product.rating = { average: rating, count: 1 }
    return { status: 200, body: product.rating }
  }
  const administered = (asked: Asked): Reply => {
    if (!asked.isAdministrator) return problem(403, 'Only for administrators')
    const body = administration.answer(asked, asked.json)
    return body ? { status: 200, body } : problem(404, 'It was not found')
  }
  const reply = (asked: Asked): Reply => {
    const { plain, query, method } = asked
    const picture = /^\/catalog\/items\/(p\d+)\/picture$/.exec(plain)?.[1]
    if (picture) {
      const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' }
      return { status: 200, body: pictureOf(picture), headers }
    }
    if (plain.endsWith('/rating') && method === 'PUT') return rating(asked)
    if (plain.startsWith('/catalog')) {
      const body = catalogAnswer(plain, query)
      return body ? { status: 200, body } : problem(404, 'The product was not found')
    }
    if (/^\/(admin|analytics)\//.test(plain)) return administered(asked)
    if (plain === '/basket/checkout') return checkout(asked)
    return plain.startsWith('/basket') ? basket(asked) : order(asked)
  }

  return {
    baskets,
    orders,
    administration,
    calls,
    before,
    sold: (user: string, productId: string) => bought.add(`${user} ${productId}`),
    stream: async (call: Invocation): Promise<StreamedAnswer> => {
      calls.push(call)
      const asked = read(call)
      const { user, plain } = asked
      const special = before.findIndex((answer) => answer(call))
      const [first] = special < 0 ? [] : before.splice(special, 1)
      const isStream = plain === '/orders/events' || plain === '/analytics/events'
      if (!first && user && isStream) {
        const headers = { 'content-type': 'text/event-stream' }
        return { status: 200, headers, body: orders.listen(user) }
      }
      const { status, body, headers } = first?.(call) ?? reply(asked)
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? null)
      return {
        status,
        headers: { 'content-type': 'application/json', ...headers },
        body: Readable.from([Buffer.from(text)]),
      }
    },
  }
}
