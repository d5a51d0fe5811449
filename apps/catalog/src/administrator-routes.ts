import { stockBody } from '@shop/kit/api.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { parse } from '@shop/kit/problem.ts'
import type { Express, RequestHandler } from 'express'
import { archiveProduct } from './archive-product.ts'
import { changePrice } from './change-price.ts'
import { changeProduct } from './change-product.ts'
import { changeStock } from './change-stock.ts'
import { once, requestIdOf } from './command-once.ts'
import { createProduct } from './create-product.ts'
import { putPicture, readPicture } from './pictures.ts'
import type { CatalogService } from './service.ts'
import { newPriceIn, newProductIn, productPatch } from './shapes.ts'

export function administratorRoutes(app: Express, service: CatalogService) {
  const { auth, config, db, now } = service
  const newProduct = newProductIn(config.SHOP_CURRENCY)
  const newPrice = newPriceIn(config.SHOP_CURRENCY)

  app.post('/catalog/items', async (req, res) => {
    const { id: userId } = await auth.administrator(req)
    const body = parse(newProduct, req.body)
    const command = { userId, requestId: requestIdOf(req), what: { create: body } }
    const product = await once(service, command, (tx) => createProduct(tx, body, now()))
    res.status(201).location(`/api/v1/catalog/items/${product.id}`).json(product)
  })

  app.patch('/catalog/items/:id', async (req, res) => {
    await auth.administrator(req)
    const patch = parse(productPatch, req.body)
    res.json(await inTransaction(db, (tx) => changeProduct(tx, req.params.id, patch)))
  })

  app.put('/catalog/items/:id/price', async (req, res) => {
    await auth.administrator(req)
    const { price } = parse(newPrice, req.body)
    res.json(await inTransaction(db, (tx) => changePrice(tx, req.params.id, price)))
  })

  app.post('/catalog/items/:id/stock', async (req, res) => {
    const { id: userId } = await auth.administrator(req)
    const { delta } = parse(stockBody, req.body)
    const { id } = req.params
    const command = { userId, requestId: requestIdOf(req), what: { stock: { id, delta } } }
    res.json(await once(service, command, (tx) => changeStock(tx, id, delta)))
  })

  app.put('/catalog/items/:id/picture', onlyAdministrators(service), readPicture, picture(service))

  app.delete('/catalog/items/:id', async (req, res) => {
    await auth.administrator(req)
    await inTransaction(db, (tx) => archiveProduct(tx, req.params.id, now()))
    res.sendStatus(204)
  })
}

/** Before the body is read, since it may be large. */
const onlyAdministrators =
  ({ auth }: CatalogService): RequestHandler =>
  async (req, _res, next) => {
    await auth.administrator(req)
    next()
  }

const picture =
  ({ db, now }: CatalogService): RequestHandler<{ id: string }> =>
  async (req, res) => {
    const { id } = req.params
    const type = req.get('content-type')
    await inTransaction(db, (tx) => putPicture(tx, id, type, req.body, now()))
    res.sendStatus(204)
  }
