import { useId } from 'react'

type Props<T extends string> = {
  readonly label: string
  readonly value: T
  /** What it stands for, and how it reads. */
  readonly options: readonly (readonly [T, string])[]
  readonly onChoose: (value: T) => void
}

export function Choice<T extends string>({ label, value, options, onChoose }: Props<T>) {
  const id = useId()
  const choose = (given: string) => {
    const known = options.find(([name]) => name === given)
    if (known) onChoose(known[0])
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
