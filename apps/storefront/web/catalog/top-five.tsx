import { Link } from 'react-router'
import { useTopFive } from '../api/catalog.ts'
import { formatMoney } from '../format.ts'

/** What sells best. The shop does well without it: where it can't be had, it isn't there. */
export function TopFive() {
  const { data: products = [] } = useTopFive()
  if (products.length === 0) return null
  return (
    <section className="top-five" aria-labelledby="top-five">
      <h2 id="top-five">Most bought</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too. */}
      <ul tabIndex={0} aria-labelledby="top-five">
        {products.map(({ id, name, pictureUrl, price }) => (
          <li key={id}>
            <Link to={`/products/${encodeURIComponent(id)}`}>
              <img src={pictureUrl} alt="" width="480" height="480" />
              <span>{name}</span>
              <strong>{formatMoney(price)}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
