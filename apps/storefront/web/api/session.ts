import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './request.ts'

export type SessionUser = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
}

/** Who is logged in: `undefined` until it is known, `null` for nobody. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => request<{ user: SessionUser | null }>('/auth/session', { signal }),
    select: ({ user }) => user,
    staleTime: 60_000,
  })
}

/** The address that logs in and comes back to a place of this shop. */
export const loginAddress = (returnTo: string): string =>
  `/auth/login?${new URLSearchParams({ returnTo })}`

/** Ends the session here, then goes where it is ended at the identity provider too. */
export function useLogOut() {
  return useMutation({
    mutationFn: () => request<{ location: string }>('/auth/logout', { method: 'POST' }),
    onSuccess: ({ location }) => {
      // What was typed here is not for whoever comes next.
      sessionStorage.clear()
      window.location.assign(location)
    },
  })
}
