import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, hasStatus, isPassing } from './problem.ts'

const retry = (failures: number, error: Error) => failures < 3 && isPassing(error)
const retryDelay = (failures: number, error: Error) =>
  error instanceof ApiProblem && error.retryAfter !== undefined
    ? Math.min(error.retryAfter * 1_000, 10_000)
    : 500 * 2 ** failures

export function createQueryClient(): QueryClient {
  /** The session is over: whatever waits for it shows the way to the login. */
  const onError = (error: Error) => {
    if (hasStatus(error, 401)) void client.invalidateQueries({ queryKey: ['session'] })
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry, retryDelay, staleTime: 15_000, networkMode: 'always' },
      mutations: { retry, retryDelay, networkMode: 'always' },
    },
  })
  return client
}
