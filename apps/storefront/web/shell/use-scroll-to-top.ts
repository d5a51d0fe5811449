import { useEffect } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** A new page begins at its top; going back leaves the place to the browser. */
export function useScrollToTop() {
  const { pathname } = useLocation()
  const step = useNavigationType()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page.
  useEffect(() => {
    if (step !== 'POP') window.scrollTo(0, 0)
  }, [pathname])
}
