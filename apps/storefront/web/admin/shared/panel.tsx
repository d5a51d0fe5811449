import { type ReactNode, useId } from 'react'

type Props = {
  readonly title: string
  /** Beside the title: what is chosen for this panel alone. */
  readonly tools?: ReactNode
  readonly className?: string
  readonly isBusy?: boolean
  readonly children: ReactNode
}

/** A part of a page, with its name. */
export function Panel({ title, tools, className = '', isBusy = false, children }: Props) {
  const id = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={id} aria-busy={isBusy}>
      <header>
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      {children}
    </section>
  )
}
