import { type ComponentProps, useId } from 'react'
import type { Faults } from './faults.ts'

type Props = Omit<ComponentProps<'input'>, 'id' | 'name' | 'className'> & {
  /** The path in the body, which is also how a fault names it. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly className?: string
  readonly faults: Faults
}

/** A text field with its label, and below it what the shop says is wrong with it. */
export function Field({ label, hint, faults, className = '', ...input }: Props) {
  const id = useId()
  const fault = faults.get(input.name)
  const told = fault ?? hint
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>
        {label}
        {!input.required && <span className="muted"> (optional)</span>}
      </label>
      <input
        type="text"
        id={id}
        aria-invalid={fault !== undefined}
        aria-describedby={told && `${id}-told`}
        {...input}
      />
      {told && (
        <p id={`${id}-told`} className={fault ? 'fault' : 'hint'}>
          {told}
        </p>
      )}
    </div>
  )
}
