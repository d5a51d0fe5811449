import type { EventData, orderCancelled, stockConfirmed } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, fromApp, testService } from '@shop/kit/testing.ts'
import type { Express } from 'express'
import request from 'supertest'
import { createPayment } from '../src/app.ts'
import type { PaymentSettings } from '../src/config.ts'
import { migrations } from '../src/migrations.ts'
import type { Tables } from '../src/tables.ts'

export const cards = {
  approved: '4242 4242 4242 4242',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  expired: '4000000000000069',
  slow: '4000000000000119',
} as const

export const total = { amount: 12_345, currency: 'EUR' }

export async function startPayment(settings: Partial<PaymentSettings> = {}) {
  const config: PaymentSettings = {
    PAYMENT_CONCURRENCY: 8,
    PAYMENT_SUCCESS_RATE: 1,
    SLOW_CARD_TAKES: 300,
    ...settings,
  }
  const parts = await testService<Tables, PaymentSettings>({ name: 'payment', migrations, config })
  return { ...parts, app: createPayment(parts.service) }
}

export async function postCard(app: Express, user: string, change: object = {}) {
  const card = { number: cards.approved, holder: 'Alice Doe', expires: '12/40', cvv: '737' }
  return request(app)
    .post('/payment-methods')
    .set(fromApp('basket'))
    .set('authorization', await bearer(user))
    .send({ ...card, ...change })
}

/** The token of a card of alice's. */
export const tokenOf = async (app: Express, number: string): Promise<string> =>
  (await postCard(app, 'alice', { number })).body.token

const fields = () => ({
  orderId: newId(),
  version: 3,
  buyer: { id: 'alice', name: 'Alice', email: 'alice@example.com' },
  occurredAt: new Date().toISOString(),
})

export const confirmedOrder = (token: string): EventData<typeof stockConfirmed> => ({
  ...fields(),
  status: 'StockConfirmed',
  previousStatus: 'AwaitingValidation',
  total,
  payment: { token },
})

export const cancelledOrder = (orderId: string): EventData<typeof orderCancelled> => ({
  ...fields(),
  orderId,
  version: 4,
  status: 'Cancelled',
  previousStatus: 'StockConfirmed',
  reason: 'changed my mind',
})
