import { type ComponentProps, useId } from 'react'

type Props = Pick<ComponentProps<'input'>, 'type' | 'min' | 'max' | 'maxLength' | 'placeholder'> & {
  readonly label: string
  readonly value: string
  readonly onChoose: (value: string) => void
}

/** A filter that counts once it has been typed: with Enter, or when the field is left. */
export function TextFilter({ label, value, onChoose, ...input }: Props) {
  const id = useId()
  const commit = (typed: string) => {
    if (typed.trim() !== value) onChoose(typed.trim())
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...input}
        key={value}
        id={id}
        defaultValue={value}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
      />
    </div>
  )
}
