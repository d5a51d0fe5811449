import type { SubmitEvent } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'

/** Finds products from anywhere; on the catalog it leaves the other filters as they are. */
export function SearchForm() {
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const here = pathname === '/' ? params : new URLSearchParams()
  const search = here.get('search') ?? ''

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('search') ?? '').trim()
    const next = new URLSearchParams(here)
    next.delete('page')
    if (typed) next.set('search', typed)
    else next.delete('search')
    void navigate({ pathname: '/', search: next.toString() })
  }
  return (
    <search>
      <form className="search-form" onSubmit={submit}>
        <input
          key={search}
          type="search"
          name="search"
          aria-label="Search products"
          placeholder="Search products"
          defaultValue={search}
          maxLength={100}
          enterKeyHint="search"
        />
        <button type="submit" aria-label="Search">
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.9-4.9" />
          </svg>
        </button>
      </form>
    </search>
  )
}
