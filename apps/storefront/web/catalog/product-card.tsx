import type { Product } from '@shop/kit/api.ts'
import { Link } from 'react-router'
import { formatMoney } from '../format.ts'
import { AddToBasket } from './add-to-basket.tsx'
import { Stars } from './stars.tsx'
import { StockNote } from './stock-note.tsx'

export const ProductCard = ({ product }: { readonly product: Product }) => (
  <article className="product-card">
    <img src={product.pictureUrl} alt="" width="480" height="480" loading="lazy" decoding="async" />
    <div className="product-card-text">
      <p className="brand">{product.brand.name}</p>
      <h2>
        <Link to={`/products/${encodeURIComponent(product.id)}`}>{product.name}</Link>
      </h2>
      <Stars rating={product.rating} />
      <p className="price">{formatMoney(product.price)}</p>
      <StockNote units={product.availableStock} />
      <AddToBasket product={product} />
    </div>
  </article>
)
