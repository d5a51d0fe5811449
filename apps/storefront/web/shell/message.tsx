import type { ReactNode } from 'react'
import { PageHeading } from './page-heading.tsx'

type Props = { readonly title: string; readonly children: ReactNode }

/** A page that has one thing to say, and a way on. */
export const Message = ({ title, children }: Props) => (
  <section className="message">
    <PageHeading title={title} />
    {children}
  </section>
)
