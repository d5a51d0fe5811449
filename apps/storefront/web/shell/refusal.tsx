import { ApiProblem, wordsFor } from '../api/problem.ts'

/** Why something was not done, and which fields are at fault. */
export const Refusal = ({ error }: { readonly error: Error }) => (
  <div className="notice bad" role="alert">
    <p>{wordsFor(error)}</p>
    {error instanceof ApiProblem && error.faults.length > 0 && (
      <ul>
        {error.faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path}: {message}
          </li>
        ))}
      </ul>
    )}
  </div>
)
