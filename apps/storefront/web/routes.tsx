import { type ComponentType, lazy } from 'react'
import { CatalogPage } from './catalog/catalog-page.tsx'
import type { Needs } from './shell/guard.tsx'
import { NotFound } from './shell/not-found.tsx'

type PageRoute = {
  readonly path: string
  readonly page: ComponentType
  /** Who may see it; the API decides again with every call. */
  readonly needs?: Needs
}

/**
 * The pages. Where shoppers arrive comes with the first load, the rest when it is asked for;
 * what is below /admin needs `administrator` and lives in web/admin.
 */
export const routes: readonly PageRoute[] = [
  { path: '/', page: CatalogPage },
  {
    path: '/products/:id',
    page: lazy(async () => ({
      default: (await import('./catalog/product-page.tsx')).ProductPage,
    })),
  },
  {
    path: '/basket',
    page: lazy(async () => ({ default: (await import('./basket/basket-page.tsx')).BasketPage })),
  },
  {
    path: '/checkout',
    needs: 'login',
    page: lazy(async () => ({
      default: (await import('./checkout/checkout-page.tsx')).CheckoutPage,
    })),
  },
  {
    path: '/orders',
    needs: 'login',
    page: lazy(async () => ({ default: (await import('./orders/orders-page.tsx')).OrdersPage })),
  },
  {
    path: '/orders/:id',
    needs: 'login',
    page: lazy(async () => ({ default: (await import('./orders/order-page.tsx')).OrderPage })),
  },
  {
    path: '/admin/*',
    needs: 'administrator',
    page: lazy(async () => ({
      default: (await import('./admin/administration.tsx')).Administration,
    })),
  },
  {
    path: '*',
    page: NotFound,
  },
]
