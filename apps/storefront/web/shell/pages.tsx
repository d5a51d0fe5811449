type Props = {
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly onTurn: (page: number) => void
}

/** Turns the pages of a list; `page` counts from 1. */
export function Pages({ page, pageSize, total, onTurn }: Props) {
  const last = Math.ceil(total / pageSize)
  if (last <= 1 && page === 1) return null
  return (
    <nav className="pages" aria-label="Pages">
      <button
        type="button"
        className="secondary"
        disabled={page <= 1}
        onClick={() => onTurn(Math.min(page - 1, Math.max(last, 1)))}
      >
        Previous
      </button>
      <span>
        {page} of {Math.max(last, 1)}
      </span>
      <button
        type="button"
        className="secondary"
        disabled={page >= last}
        onClick={() => onTurn(page + 1)}
      >
        Next
      </button>
    </nav>
  )
}
