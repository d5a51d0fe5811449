import { userCheckoutAccepted } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { said } from '@shop/kit/testing.ts'
import { abandon } from '../src/checkout-fate.ts'
import { freeze, type Held } from '../src/held.ts'
import { checkoutBody, type Parts, recordOf, shopper, startBasket, unitsOf } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))

async function user() {
  after(0)
  const name = `user-${newId()}`
  const someone = shopper(parts, name)
  await someone.put('a', 2)
  return { name, key: `user-${name}`, ...someone }
}
type User = Awaited<ReturnType<typeof user>>

/** As a process leaves it that dies right after it froze the basket for `r1`. */
async function diedFrozen() {
  const someone = await user()
  const held = recordOf(parts, someone.key) as Held
  const orderId = newId()
  const frozen = freeze(held, { requestId: 'r1', orderId, since: noon }, newId())
  await parts.store.real.save(someone.key, frozen)
  return { ...someone, orderId, basketId: held.basket.basketId }
}

/** As a process leaves it that dies after the commit, before the basket is marked. */
async function diedAccepted() {
  const someone = await user()
  parts.store.hooks.beforeSave = (_key, value) => {
    if (value.checkedOut) throw new Error('the process is gone')
  }
  const { body } = await someone.checkOut('r1')
  parts.store.hooks.beforeSave = undefined
  expect(recordOf(parts, someone.key)?.checkingOut?.orderId).toBe(body.orderId)
  return { ...someone, orderId: body.orderId as string }
}

const saidOf = async (name: string) =>
  (await said(parts.db)).filter(({ data }) => (data['buyer'] as { id: string }).id === name)

/** Starts a checkout whose call to payment ends when the test says so. */
async function slowCheckOut(someone: User, requestId: string) {
  let answerPayment = (_status: number) => {}
  const asked = new Promise<void>((resolve) => {
    parts.others.payment = () => {
      parts.others.payment = undefined
      resolve()
      return new Promise((answer) => {
        const body = { token: 'pm_slow', brand: 'Visa', last4: '4242', expires: '12/40' }
        answerPayment = (status) => answer({ status, body } as { status: number })
      })
    }
  })
  const answer = someone.checkOut(requestId).then((response) => response)
  await asked
  return { answer, payment: (status: number) => answerPayment(status) }
}

test('a basket that died frozen is still shown, and thaws on the first read after 30 seconds', async () => {
  const someone = await diedFrozen()
  after(29)
  expect((await someone.get()).body).toMatchObject({ basketId: someone.basketId })
  expect(recordOf(parts, someone.key)).toHaveProperty('checkingOut')
  after(30)
  expect((await someone.get()).body).toMatchObject({
    basketId: someone.basketId,
    items: [{ productId: 'a', quantity: 2 }],
  })
  expect(recordOf(parts, someone.key)).not.toHaveProperty('checkingOut')
  expect((await someone.checkOut('r2')).status).toBe(202)
})

test('a repeat of the request that died goes on at once, under the same order id', async () => {
  const someone = await diedFrozen()
  const { status, body } = await someone.checkOut('r1')
  expect([status, body.orderId]).toEqual([202, someone.orderId])
  expect(await someone.units()).toEqual({})
})

test('so does another request for that basket', async () => {
  const someone = await diedFrozen()
  expect((await someone.checkOut('r2')).body).toEqual({ orderId: someone.orderId })
  expect(await saidOf(someone.name)).toHaveLength(1)
})

test('an edit to a frozen basket starts a new one', async () => {
  const someone = await diedFrozen()
  const edited = await someone.put('b', 1)
  expect(unitsOf(edited)).toEqual({ b: 1 })
  expect(edited.body.basketId).not.toBe(someone.basketId)
  expect(unitsOf(await someone.get())).toEqual({ b: 1 })
  const other = await someone.checkOut('r2')
  expect([other.status, other.body.code, other.headers['retry-after']]).toEqual([
    409,
    'checkout-under-way',
    '1',
  ])
  expect((await someone.checkOut('r1')).body).toEqual({ orderId: someone.orderId })
  expect(await someone.units()).toEqual({ b: 1 })
})

test('what thaws beside a new basket is put into it', async () => {
  const someone = await diedFrozen()
  await someone.put('a', 1)
  await someone.put('b', 1)
  after(31)
  expect(await someone.units()).toEqual({ a: 3, b: 1 })
})

test('a checkout that was accepted before the death is marked on the next read, and stays ordered', async () => {
  const someone = await diedAccepted()
  after(31)
  expect(await someone.units()).toEqual({})
  expect(recordOf(parts, someone.key)).toMatchObject({ checkedOut: { orderId: someone.orderId } })
  expect(await saidOf(someone.name)).toHaveLength(1)
})

test('its repeats get its order id, with whichever request id', async () => {
  for (const requestId of ['r1', 'r2']) {
    const someone = await diedAccepted()
    expect((await someone.checkOut(requestId)).body).toEqual({ orderId: someone.orderId })
    expect(await saidOf(someone.name)).toHaveLength(1)
  }
})

test('an edit after that death begins a new basket, which can be ordered', async () => {
  const someone = await diedAccepted()
  expect(unitsOf(await someone.put('b', 1))).toEqual({ b: 1 })
  const next = await someone.checkOut('r2')
  expect(next.status).toBe(202)
  expect(next.body.orderId).not.toBe(someone.orderId)
})

test('a death after giving up and before thawing: the next read thaws', async () => {
  const someone = await diedFrozen()
  await abandon(parts.db, someone.orderId, new Date(noon))
  expect(await someone.units()).toEqual({ a: 2 })
  expect(recordOf(parts, someone.key)).not.toHaveProperty('checkingOut')
})

test('a checkout that wakes up after its basket thawed orders nothing', async () => {
  const someone = await user()
  const slow = await slowCheckOut(someone, 'r1')
  after(30)
  expect(await someone.units()).toEqual({ a: 2 })
  await someone.put('b', 1)
  slow.payment(201)
  const { status, headers } = await slow.answer
  expect([status, headers['retry-after']]).toEqual([503, '1'])
  expect(await saidOf(someone.name)).toEqual([])
  expect(await someone.units()).toEqual({ a: 2, b: 1 })
})

test('a checkout that wakes up after the thawed basket was ordered changes nothing', async () => {
  const someone = await user()
  const slow = await slowCheckOut(someone, 'r1')
  after(30)
  const quick = await someone.checkOut('r2')
  expect(quick.status).toBe(202)
  slow.payment(201)
  expect((await slow.answer).status).toBe(503)
  expect(await saidOf(someone.name)).toMatchObject([{ data: { orderId: quick.body.orderId } }])
  expect(await someone.units()).toEqual({})
  expect((await someone.checkOut('r1')).body).toEqual(quick.body)
})

test('a refused card does not take back what another call has ordered meanwhile', async () => {
  const someone = await user()
  const slow = await slowCheckOut(someone, 'r1')
  const quick = await someone.checkOut('r2')
  expect(quick.status).toBe(202)
  slow.payment(500)
  expect((await slow.answer).status).toBe(503)
  expect(await someone.units()).toEqual({})
  expect(await saidOf(someone.name)).toHaveLength(1)
})

test('of a refused card and a good one at the same time, the good one may have to be sent again', async () => {
  const someone = await user()
  const slow = await slowCheckOut(someone, 'r1')
  parts.others.payment = () => ({ status: 500 })
  expect((await someone.checkOut('r2')).status).toBe(503)
  parts.others.payment = undefined
  slow.payment(201)
  expect((await slow.answer).status).toBe(503)
  expect(await someone.units()).toEqual({ a: 2 })
  expect((await someone.checkOut('r1')).status).toBe(202)
  expect(await saidOf(someone.name)).toHaveLength(1)
})

test('where the transaction fails nothing is said and the basket is back', async () => {
  const someone = await user()
  parts.others.payment = () => ({
    status: 201,
    body: { token: 'pm_1', brand: 'Visa', last4: 'not four', expires: '12/40' },
  })
  expect((await someone.checkOut('r1')).status).toBe(500)
  parts.others.payment = undefined
  const rows = await parts.db.selectFrom('checkouts').where('user_id', '=', someone.name).execute()
  expect([rows, await saidOf(someone.name)]).toEqual([[], []])
  expect(await someone.units()).toEqual({ a: 2 })
})

test('a request id that comes with two baskets at once orders one and leaves the other', async () => {
  const someone = await user()
  const slow = await slowCheckOut(someone, 'r1')
  await someone.put('b', 1)
  const again = await someone.checkOut('r1')
  slow.payment(201)
  expect((await slow.answer).body).toEqual(again.body)
  expect(await someone.units()).toEqual({ b: 1 })
  expect((await someone.checkOut('r1', checkoutBody)).body).toEqual(again.body)
  expect(await saidOf(someone.name)).toMatchObject([{ type: userCheckoutAccepted.type }])
})

test('order ids that were given up are forgotten after 30 days', async () => {
  after(0)
  const old = newId()
  await abandon(parts.db, old, new Date(noon))
  after(30 * 24 * 3_600 + 1)
  await parts.run('forget-abandoned')
  const left = parts.db.selectFrom('abandoned_checkouts').where('order_id', '=', old)
  expect(await left.selectAll().execute()).toEqual([])
})
