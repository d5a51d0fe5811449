import './product.css'
import type { Product } from '@shop/kit/api.ts'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useProduct } from '../api/catalog.ts'
import { hasStatus } from '../api/problem.ts'
import { formatMoney } from '../format.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Message } from '../shell/message.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { AddToBasket } from './add-to-basket.tsx'
import { RateProduct } from './rate-product.tsx'
import { Stars } from './stars.tsx'
import { StockNote } from './stock-note.tsx'

export function ProductPage() {
  const { id = '' } = useParams()
  const { data: product, error, refetch } = useProduct(id)
  if (product) return <Details product={product} />
  if (hasStatus(error, 404)) return <Gone />
  return error ? <Failure error={error} onRetry={refetch} /> : <Loading what="the product" />
}

function Details({ product }: { readonly product: Product }) {
  const { id, name, brand, category, price, pictureUrl, description, rating, availableStock } =
    product
  return (
    <article className="product">
      <img src={pictureUrl} alt="" width="480" height="480" />
      <div className="product-text">
        <p className="crumbs">
          <Link to={`/?categoryId=${encodeURIComponent(category.id)}`}>{category.name}</Link>
          <span aria-hidden="true"> · </span>
          <Link to={`/?brandId=${encodeURIComponent(brand.id)}`}>{brand.name}</Link>
        </p>
        <PageHeading title={name} />
        <Stars rating={rating} />
        <p className="price">{formatMoney(price)}</p>
        <StockNote units={availableStock} />
        <Buy product={product} />
        <p className="description">{description}</p>
        <RateProduct productId={id} question="Have you bought it? How is it?" />
      </div>
    </article>
  )
}

/** The most that can be put in at once from this page; the basket takes more. */
const most = 10

function Buy({ product }: { readonly product: Product }) {
  const [units, setUnits] = useState(1)
  const choices = Array.from({ length: Math.min(most, product.availableStock) }, (_, n) => n + 1)
  return (
    <div className="buy">
      {choices.length > 1 && (
        <label>
          Quantity
          <select value={units} onChange={(event) => setUnits(Number(event.target.value))}>
            {choices.map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
        </label>
      )}
      <AddToBasket product={product} units={units} />
    </div>
  )
}

const Gone = () => (
  <Message title="This product is gone">
    <p>It was taken out of the shop, or its address is mistyped.</p>
    <Link className="button" to="/">
      See what there is
    </Link>
  </Message>
)
