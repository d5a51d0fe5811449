import { type SubmitEvent, useEffect, useRef } from 'react'
import type { CheckoutRequest } from '../api/basket.ts'
import { ApiProblem, isPassing, wordsFor } from '../api/problem.ts'
import { AddressFields } from './address-fields.tsx'
import { type Attempt, attemptAt } from './attempt.ts'
import { bodyFrom } from './body-from.ts'
import { CardFields } from './card-fields.tsx'
import { faultsByField } from './faults.ts'
import { PriorityFields } from './priority-fields.tsx'

type Props = {
  readonly total: string
  readonly isPending: boolean
  readonly error: Error | null
  readonly onOrder: (request: CheckoutRequest) => void
}

export function CheckoutForm({ total, isPending, error, onOrder }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const attempt = useRef<Attempt>(undefined)
  const faults = faultsByField(error)

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isPending) return
    const body = bodyFrom(new FormData(event.currentTarget))
    attempt.current = attemptAt(body, attempt.current)
    onOrder({ requestId: attempt.current.requestId, body })
  }
  useEffect(() => {
    if (error) focusFirstFault(form.current)
  }, [error])

  return (
    <form className="checkout-form" ref={form} onSubmit={submit} aria-busy={isPending}>
      <AddressFields faults={faults} />
      <CardFields faults={faults} />
      <PriorityFields />
      {error && <Refused error={error} />}
      <button type="submit" className="place-order" disabled={isPending}>
        {isPending ? 'Placing your order …' : `Place order · ${total}`}
      </button>
    </form>
  )
}

function focusFirstFault(form: HTMLFormElement | null) {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}

/** What was refused; faults of a field are told at the field. */
function Refused({ error }: { readonly error: Error }) {
  const faults = error instanceof ApiProblem ? error.faults : []
  const elsewhere = faults.filter(({ path }) => !/^(address|card)\./.test(path))
  const isFields = faults.length > 0 && elsewhere.length === 0
  return (
    <div className="notice bad" role="alert">
      <p>
        {isFields ? 'Please look at the marked fields again.' : wordsFor(error)}{' '}
        {isPassing(error) ? 'However often you try, it is one order.' : 'Nothing has been ordered.'}
      </p>
      <ul>
        {elsewhere.map(({ path, message }) => (
          <li key={path}>{message}</li>
        ))}
      </ul>
    </div>
  )
}
