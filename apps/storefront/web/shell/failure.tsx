import { wordsFor } from '../api/problem.ts'

type Props = { readonly error: unknown; readonly onRetry?: () => unknown }

/** Says in place what could not be had, and offers to try again. */
export const Failure = ({ error, onRetry }: Props) => (
  <div className="notice bad" role="alert">
    <p>{wordsFor(error)}</p>
    {onRetry && (
      <button type="button" className="secondary" onClick={() => onRetry()}>
        Try again
      </button>
    )}
  </div>
)
