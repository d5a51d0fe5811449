import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { openLetters } from './dead-letters/dead-letters.ts'

const places = [
  ['/admin', 'Dashboard'],
  ['/admin/orders', 'Orders'],
  ['/admin/flow', 'Data flow'],
  ['/admin/dead-letters?status=open', 'Dead letters'],
  ['/admin/tasks', 'Tasks'],
  ['/admin/health', 'Health'],
] as const

export const AdminNav = () => (
  <nav className="admin-nav" aria-label="Administration">
    <ul>
      {places.map(([path, name]) => (
        <li key={path}>
          <NavLink to={path} end={path === '/admin'}>
            {name}
            {name === 'Dead letters' && <Open />}
          </NavLink>
        </li>
      ))}
    </ul>
  </nav>
)

/** How many dead letters wait for a person. */
function Open() {
  const { data } = useQuery(openLetters)
  if (!data) return null
  return (
    <span className="units">
      {data}
      <span className="visually-hidden"> open</span>
    </span>
  )
}
