import { basketLineBody, checkoutBody } from '@shop/kit/api.ts'
import { orderStarted, productPriceChanged } from '@shop/kit/events.ts'
import { createApp } from '@shop/kit/http.ts'
import { parse } from '@shop/kit/problem.ts'
import { type Handler, on, onState, subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { z } from 'zod'
import type { Basket } from './basket.ts'
import { toAnswer } from './basket-answer.ts'
import { checkOut } from './check-out.ts'
import { forgetAbandoned } from './checkout-fate.ts'
import { confirmCheckout } from './checkout-store.ts'
import { closeBasket } from './close-basket.ts'
import { createBasketCookie } from './cookie.ts'
import { readBasket, removeProduct, setQuantity } from './edit-basket.ts'
import { rememberPrice } from './price-store.ts'
import { readCheckout } from './read-checkout.ts'
import { sayAgain } from './say-again.ts'
import type { BasketService } from './service.ts'
import { bringBasket, ownerOf } from './shopper.ts'
import type { Tables } from './tables.ts'

const checkoutHeaders = z.object({
  'x-request-id': z
    .string('is needed, to tell a repeated checkout from another one')
    .regex(/^[\w.:-]{1,128}$/, 'must be 1 to 128 letters, digits or . _ : -'),
})

export function createBasket(service: BasketService): Express {
  const { auth, config } = service
  const cookie = createBasketCookie(config)
  const answer = (basket: Basket) => toAnswer(basket, config.SHOP_CURRENCY)
  startLoops(service)

  return createApp(service, (app) => {
    app.get('/basket', async (req, res) => {
      const owner = await ownerOf(service, cookie, req, res)
      res.json(answer(await readBasket(service, owner)))
    })
    app.put('/basket/items/:productId', async (req, res) => {
      const owner = await ownerOf(service, cookie, req, res)
      const { quantity } = parse(basketLineBody, req.body)
      res.json(answer(await setQuantity(service, owner, req.params.productId, quantity)))
    })
    app.delete('/basket/items/:productId', async (req, res) => {
      const owner = await ownerOf(service, cookie, req, res)
      res.json(answer(await removeProduct(service, owner, req.params.productId)))
    })
    app.post('/basket/checkout', async (req, res) => {
      const user = await auth.user(req)
      const { 'x-request-id': requestId } = parse(checkoutHeaders, req.headers)
      const body = parse(checkoutBody, req.body)
      await bringBasket(service, cookie, user, req, res)
      res.status(202).json({ orderId: await checkOut(service, { user, requestId, body }) })
    })
    app.get('/checkouts/:orderId', async (req, res) => {
      const { order, started } = await readCheckout(
        service,
        await auth.user(req),
        req.params.orderId,
      )
      res.set('x-order-started', started ? 'yes' : 'no').json(order)
    })

    subscribe(app, service, handlers(service))
  })
}

const handlers = (service: BasketService): Handler<Tables>[] => [
  onState(
    orderStarted,
    ({ data }) => closeBasket(service, data),
    ({ data }, tx) => confirmCheckout(tx, data.orderId, service.now()),
  ),
  on(productPriceChanged, ({ data }, tx) => rememberPrice(tx, data, service.now())),
]

function startLoops(service: BasketService) {
  const { db, now, config } = service
  service.every('say-again', Math.min(config.ASK_AGAIN_AFTER / 4, 5_000), () => sayAgain(service))
  service.every('forget-abandoned', 3_600_000, () => forgetAbandoned(db, now()))
}
