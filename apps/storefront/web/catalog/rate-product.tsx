import './rating.css'
import { type SubmitEvent, useId } from 'react'
import { useRate } from '../api/catalog.ts'
import { wordsFor } from '../api/problem.ts'
import { useSession } from '../api/session.ts'

type Props = { readonly productId: string; readonly question: string }

const grades = [1, 2, 3, 4, 5]

/** One to five stars, for those who are logged in; whether they bought it is the shop's to know. */
export function RateProduct({ productId, question }: Props) {
  const { data: user } = useSession()
  const rate = useRate(productId)
  const group = useId()
  if (!user) return null

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const rating = Number(new FormData(event.currentTarget).get('rating'))
    if (rating > 0) rate.mutate(rating)
  }
  return (
    <form className="rate" onSubmit={submit}>
      <fieldset disabled={rate.isPending}>
        <legend>{question}</legend>
        {grades.map((grade) => (
          <label key={grade} htmlFor={`${group}-${grade}`}>
            <input id={`${group}-${grade}`} type="radio" name="rating" value={grade} required />
            <span aria-hidden="true">★</span>
            <span className="visually-hidden">{grade === 1 ? '1 star' : `${grade} stars`}</span>
          </label>
        ))}
        <button type="submit" className="secondary">
          Rate it
        </button>
      </fieldset>
      <p role="status">
        {rate.isSuccess && 'Thank you. Your rating counts.'}
        {rate.isError && wordsFor(rate.error)}
      </p>
    </form>
  )
}
