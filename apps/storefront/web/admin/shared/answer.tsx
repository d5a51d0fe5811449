import type { ReactNode } from 'react'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'

type Props<T> = {
  readonly of: {
    readonly data: T | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
  /** What is asked for, in words. */
  readonly what: string
  readonly children: (data: T) => ReactNode
}

/** What was answered to a question; what was known before stays, below why there is nothing newer. */
export function Answer<T>({ of: { data, error, refetch }, what, children }: Props<T>) {
  if (data === undefined && !error) return <Loading what={what} />
  return (
    <>
      {error && <Failure error={error} onRetry={refetch} />}
      {data !== undefined && children(data)}
    </>
  )
}
