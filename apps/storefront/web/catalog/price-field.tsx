import { useId } from 'react'
import { toMajor, toMinor } from '../format.ts'

type Props = {
  readonly label: string
  readonly currency: string
  /** In minor units. */
  readonly amount: number | undefined
  readonly onChange: (amount: number | undefined) => void
}

/** A price that counts once it has been typed: with Enter, or when the field is left. */
export function PriceField({ label, currency, amount, onChange }: Props) {
  const id = useId()
  const shown = amount === undefined ? '' : toMajor(amount, currency)
  const commit = (typed: string) => {
    const next = toMinor(typed, currency)
    if (next !== amount) onChange(next)
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        key={shown}
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={shown}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
      />
    </div>
  )
}
