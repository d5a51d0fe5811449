import type { Route, Section } from './route.ts'
import { administration } from './routes/administration.ts'
import { analytics } from './routes/analytics.ts'
import { basket } from './routes/basket.ts'
import { catalog } from './routes/catalog.ts'
import { catalogAdministration } from './routes/catalog-administration.ts'
import { documentation } from './routes/documentation.ts'
import { orders } from './routes/orders.ts'

/** The whole public API, as its documentation shows it; fixed paths come before `{…}`. */
export const sections: readonly Section[] = [
  { name: 'Catalog', routes: catalog },
  { name: 'Basket', routes: basket },
  { name: 'Orders', routes: orders },
  { name: 'Catalog administration', routes: catalogAdministration },
  { name: 'Administration', routes: administration },
  { name: 'Analytics', routes: analytics },
  { name: 'Documentation', routes: documentation },
]

export const routes: readonly Route[] = sections.flatMap((section) => section.routes)
