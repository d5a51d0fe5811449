import type { ReactNode } from 'react'

type Props = { readonly part: number; readonly children: ReactNode }

/** A number, and behind it how much it is of the highest. */
export const Share = ({ part, children }: Props) => (
  <span className="share">
    <span className="share-bar" aria-hidden="true">
      <span className="share-fill" style={{ inlineSize: `${part * 100}%` }} />
    </span>
    {children}
  </span>
)
