import { wholeListQuery } from '@shop/kit/api.ts'
import { parse } from '@shop/kit/problem.ts'
import type { Express } from 'express'
import { findByIds, findProducts } from './find-products.ts'
import { listNamed } from './list-named.ts'
import { findPicture, sendPicture } from './pictures.ts'
import { getProduct } from './product-store.ts'
import type { CatalogService } from './service.ts'
import { itemsQuery } from './shapes.ts'
import { topFive } from './top-five.ts'

/** What anyone may see. No token is looked at, so none, however bad, makes these fail. */
export function publicRoutes(app: Express, { db }: CatalogService) {
  app.get('/catalog/items', async (req, res) => {
    const query = parse(itemsQuery, req.query)
    res.json(await (query.ids ? findByIds(db, query.ids) : findProducts(db, query)))
  })

  app.get('/catalog/items/:id', async (req, res) => {
    res.json(await getProduct(db, req.params.id))
  })

  app.get('/catalog/items/:id/rating', async (req, res) => {
    res.json((await getProduct(db, req.params.id)).rating)
  })

  app.get('/catalog/items/:id/picture', async (req, res) => {
    const { id } = req.params
    sendPicture(res, id, await findPicture(db, id), req.query['v'])
  })

  app.get('/catalog/brands', async (req, res) => {
    res.json(await listNamed(db, 'brands', parse(wholeListQuery, req.query)))
  })

  app.get('/catalog/categories', async (req, res) => {
    res.json(await listNamed(db, 'categories', parse(wholeListQuery, req.query)))
  })

  app.get('/catalog/top-five', async (_req, res) => {
    res.json(await topFive(db))
  })
}
