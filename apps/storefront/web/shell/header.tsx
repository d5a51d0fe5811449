import { Link, NavLink, useLocation } from 'react-router'
import { unitsIn, useBasket } from '../api/basket.ts'
import { wordsFor } from '../api/problem.ts'
import { loginAddress, useLogOut, useSession } from '../api/session.ts'
import { count } from '../format.ts'
import { SearchForm } from './search-form.tsx'
import { useToast } from './toasts.tsx'

export function Header() {
  const { data: user } = useSession()
  return (
    <header className="site-header">
      <div className="site-header-row">
        <Link className="wordmark" to="/">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          e-shop
        </Link>
        <SearchForm />
        <nav aria-label="Your shop">
          {user?.roles.includes('administrator') && <NavLink to="/admin">Administration</NavLink>}
          {user && <NavLink to="/orders">Orders</NavLink>}
          <BasketLink />
          <Account name={user?.name} isKnown={user !== undefined} />
        </nav>
      </div>
    </header>
  )
}

function BasketLink() {
  const { data: basket } = useBasket()
  const units = unitsIn(basket)
  return (
    <NavLink to="/basket" aria-label={`Basket, ${count(units, 'item')}`}>
      Basket
      {units > 0 && (
        <span className="units" aria-hidden="true">
          {units}
        </span>
      )}
    </NavLink>
  )
}

type AccountProps = { readonly name: string | undefined; readonly isKnown: boolean }

function Account({ name, isKnown }: AccountProps) {
  const { pathname, search } = useLocation()
  const logOut = useLogOut()
  const say = useToast()
  if (!isKnown) return null
  if (!name) return <a href={loginAddress(pathname + search)}>Log in</a>
  return (
    <>
      <span className="who">{name}</span>
      <button
        type="button"
        className="quiet"
        disabled={logOut.isPending || logOut.isSuccess}
        onClick={() =>
          logOut.mutate(undefined, { onError: (error) => say(wordsFor(error), 'bad') })
        }
      >
        Log out
      </button>
    </>
  )
}
