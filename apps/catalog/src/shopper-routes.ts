import { ratingBody } from '@shop/kit/api.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { parse } from '@shop/kit/problem.ts'
import type { Express } from 'express'
import { rateProduct } from './rate-product.ts'
import type { CatalogService } from './service.ts'

export function shopperRoutes(app: Express, { auth, db, now }: CatalogService) {
  app.put('/catalog/items/:id/rating', async (req, res) => {
    const buyer = await auth.user(req)
    const { rating } = parse(ratingBody, req.body)
    const { id } = req.params
    res.json(await inTransaction(db, (tx) => rateProduct(tx, id, buyer.id, rating, now())))
  })
}
