import './admin.css'
import './tables.css'
import { type ComponentType, lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { Loading } from '../shell/loading.tsx'
import { NotFound } from '../shell/not-found.tsx'
import { AdminNav } from './admin-nav.tsx'

/** A page by the name that its file exports it under, loaded when it is asked for. */
const page = <Name extends string>(
  name: Name,
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
) => lazy(async () => ({ default: (await load())[name] }))

/** Below /admin. */
const pages: readonly (readonly [string, ComponentType])[] = [
  ['', page('DashboardPage', () => import('./dashboard/dashboard-page.tsx'))],
  ['orders', page('AdminOrdersPage', () => import('./orders/admin-orders-page.tsx'))],
  ['orders/:id', page('AdminOrderPage', () => import('./orders/admin-order-page.tsx'))],
  ['flow', page('FlowPage', () => import('./flow/flow-page.tsx'))],
  ['dead-letters', page('DeadLettersPage', () => import('./dead-letters/dead-letters-page.tsx'))],
  ['dead-letters/:id', page('DeadLetterPage', () => import('./dead-letters/dead-letter-page.tsx'))],
  ['tasks', page('TasksPage', () => import('./tasks/tasks-page.tsx'))],
  ['health', page('HealthPage', () => import('./health/health-page.tsx'))],
  ['*', NotFound],
]

/** What those see who run the shop. */
export const Administration = () => (
  <div className="admin">
    <AdminNav />
    <Suspense fallback={<Loading what="the page" />}>
      <Routes>
        {pages.map(([path, Page]) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
      </Routes>
    </Suspense>
  </div>
)
