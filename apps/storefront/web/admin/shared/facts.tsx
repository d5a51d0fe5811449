import type { ReactNode } from 'react'

type Props = { readonly facts: readonly (readonly [string, ReactNode])[] }

/** Names and what they stand for; what is not known is left out. */
export const Facts = ({ facts }: Props) => (
  <dl className="facts">
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)
