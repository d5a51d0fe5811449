import type { Rating } from '@shop/kit/api.ts'
import { count } from '../format.ts'

/** How buyers rated it. */
export function Stars({ rating: { average, count: ratings } }: { readonly rating: Rating }) {
  if (average === null) return <p className="stars-line muted">Not rated yet</p>
  const label = `${average.toFixed(1)} of 5 stars, ${count(ratings, 'rating')}`
  return (
    <p className="stars-line">
      <span className="stars" role="img" aria-label={label}>
        <span style={{ width: `${average * 20}%` }} />
      </span>
      <span aria-hidden="true">
        {average.toFixed(1)} <span className="muted">({ratings})</span>
      </span>
    </p>
  )
}
