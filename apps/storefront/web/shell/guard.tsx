import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { loginAddress, useSession } from '../api/session.ts'
import { Failure } from './failure.tsx'
import { Loading } from './loading.tsx'
import { Message } from './message.tsx'

export type Needs = 'login' | 'administrator'
type Props = { readonly needs: Needs | undefined; readonly children: ReactNode }

/** Lets those in who may see a page, and sends those who are not logged in to the login and back. */
export function Guard({ needs, children }: Props) {
  const { data: user, error, refetch } = useSession()
  const wasLoggedIn = useRef(false)
  useEffect(() => {
    if (user) wasLoggedIn.current = true
  }, [user])

  if (!needs) return children
  if (user === undefined) {
    return error ? <Failure error={error} onRetry={refetch} /> : <Loading what="the page" />
  }
  if (user === null) return <LoginNeeded hasEnded={wasLoggedIn.current} />
  if (needs === 'administrator' && !user.roles.includes('administrator')) return <Refused />
  return children
}

const Refused = () => (
  <Message title="For administrators only">
    <p>Your login does not have the role that this page needs.</p>
    <Link className="button" to="/">
      To the shop
    </Link>
  </Message>
)

const triedAt = 'login-tried-at'

/** Whether a login was begun a moment ago: one that brings back nobody must not go round for ever. */
function wasJustTried(): boolean {
  return Date.now() - Number(sessionStorage.getItem(triedAt) ?? 0) < 15_000
}

function LoginNeeded({ hasEnded }: { readonly hasEnded: boolean }) {
  const { pathname, search } = useLocation()
  const address = loginAddress(pathname + search)
  const goes = useRef(!hasEnded && !wasJustTried())
  useEffect(() => {
    if (!goes.current) return
    sessionStorage.setItem(triedAt, String(Date.now()))
    window.location.replace(address)
  }, [address])

  if (goes.current) return <Loading what="the login" />
  return (
    <Message title={hasEnded ? 'Your login has ended' : 'Please log in'}>
      <p>This page is yours alone. Log in, and you come back right here.</p>
      <a className="button" href={address}>
        Log in
      </a>
    </Message>
  )
}
