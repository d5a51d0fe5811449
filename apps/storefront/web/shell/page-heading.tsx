import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

type Props = { readonly title: string; readonly children?: ReactNode }

let isFirstPage = true

/**
 * A page's name: in the tab, as its heading, and read out by taking the focus after a step from
 * one page to another.
 */
export function PageHeading({ title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  const step = useNavigationType()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page.
  useEffect(() => {
    if (!isFirstPage && step !== 'POP') heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [pathname])
  return (
    <>
      <title>{`${title} – e-shop`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {children ?? title}
      </h1>
    </>
  )
}
