import { z } from 'zod'
import { money } from './money.ts'
import { orderStatus } from './order-status.ts'

// The shapes of the public API: services parse bodies and queries with them, the gateway's
// OpenAPI document and the storefront's types are made of them.

const named = z.object({ id: z.string(), name: z.string() })
export const brand = named
export const category = named
export type Named = z.infer<typeof named>

export const rating = z.object({ average: z.number().nullable(), count: z.int() })
export type Rating = z.infer<typeof rating>

export const product = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  price: money,
  brand: named,
  category: named,
  pictureUrl: z.string(),
  availableStock: z.int(),
  rating,
})
export type Product = z.infer<typeof product>

/** One page of a list; `pageIndex` counts from 0. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int(), pageIndex: z.int(), pageSize: z.int() })
export type Page<T> = { items: T[]; total: number; pageIndex: number; pageSize: number }

const paging = {
  pageIndex: z.coerce.number().int().min(0).max(100_000).default(0),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
}
export const pageQuery = z.strictObject(paging)

export const catalogQuery = z.strictObject({
  search: z.string().trim().max(100).optional(),
  brandId: z.string().max(40).optional(),
  categoryId: z.string().max(40).optional(),
  minPrice: z.coerce.number().int().min(0).optional(),
  maxPrice: z.coerce.number().int().min(0).optional(),
  sort: z.enum(['name', 'price', '-price', 'rating', 'newest']).default('name'),
  /** Comma-separated product ids, at most 100; the other filters then don't apply. */
  ids: z.string().max(4_000).optional(),
  ...paging,
})
export type CatalogQuery = z.infer<typeof catalogQuery>

export const basketLine = z.object({
  productId: z.string(),
  name: z.string(),
  unitPrice: money,
  /** The price that the shopper last saw, when it has changed since. */
  oldUnitPrice: money.optional(),
  quantity: z.int().positive(),
  pictureUrl: z.string(),
})
export const basket = z.object({ basketId: z.string(), items: z.array(basketLine), total: money })
export type Basket = z.infer<typeof basket>

export const basketLineBody = z.strictObject({ quantity: z.int().min(0).max(999) })

/** Text that Postgres can keep: it refuses the NUL character. */
const plain = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !text.includes('\0'), 'must not have a NUL character')

const line = (max: number) => z.string().trim().min(1).max(max)

export const address = z.strictObject({
  street: line(200),
  city: line(100),
  state: z.string().trim().max(100),
  country: line(100),
  zipCode: line(20),
})

export const card = z.strictObject({
  /** Spaces are allowed; 12 to 19 digits. */
  number: z.string().regex(/^(\d ?){12,19}$/, 'must be 12 to 19 digits'),
  holder: line(100),
  expires: z.string().regex(/^(0[1-9]|1[0-2])\/\d\d$/, 'must be MM/YY'),
  cvv: z.string().regex(/^\d{3,4}$/, 'must be 3 or 4 digits'),
})

export const checkoutBody = z.strictObject({
  address,
  card,
  priority: z.enum(['normal', 'express']).optional(),
})
export type CheckoutBody = z.infer<typeof checkoutBody>

export const checkoutAnswer = z.object({ orderId: z.string() })

export const orderItem = z.object({
  productId: z.string(),
  name: z.string(),
  unitPrice: money,
  quantity: z.int().positive(),
  pictureUrl: z.string(),
})

export const orderHistoryEntry = z.object({
  status: orderStatus,
  at: z.iso.datetime(),
  /** `system`, or the user's id. */
  by: z.string(),
  reason: z.string(),
})

const orderFields = {
  date: z.iso.datetime(),
  description: z.string(),
  priority: z.enum(['normal', 'express']),
  items: z.array(orderItem),
  total: money,
  address: z.object(address.shape),
  payment: z.object({ brand: z.string(), last4: z.string() }),
}

/** An order as its list shows it. */
export const orderSummary = z.object({ orderId: z.string(), status: orderStatus, ...orderFields })
export type OrderSummary = z.infer<typeof orderSummary>

export const order = z.object({ ...orderSummary.shape, history: z.array(orderHistoryEntry) })
export type Order = z.infer<typeof order>

/** The data of a server-sent event `order-status`; an older version never replaces a newer. */
export const orderStatusEvent = z.object({
  orderId: z.string(),
  version: z.int().positive(),
  status: orderStatus,
  previousStatus: orderStatus.nullable(),
  description: z.string(),
  occurredAt: z.iso.datetime(),
})
export type OrderStatusEvent = z.infer<typeof orderStatusEvent>

/** `from` and `to` are moments, or days in UTC; `to` counts whole. */
const momentOrDay = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

export const adminOrdersQuery = z.strictObject({
  status: orderStatus.optional(),
  /** A user's id. */
  buyer: plain(200).min(1).optional(),
  from: momentOrDay.optional(),
  to: momentOrDay.optional(),
  priority: z.enum(['normal', 'express']).optional(),
  sort: z.enum(['newest', 'oldest', 'total', '-total']).default('newest'),
  ...paging,
})
export type AdminOrdersQuery = z.infer<typeof adminOrdersQuery>

/** An order as the administrators' list shows it. */
export const adminOrderSummary = z.object({
  ...orderSummary.shape,
  buyer: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  /** Since when the order has waited in vain for another part of the shop. */
  stuckAt: z.iso.datetime().nullable(),
})
export type AdminOrderSummary = z.infer<typeof adminOrderSummary>

export const cancelOrderBody = z.strictObject({ reason: plain(500).optional() })
export const shipOrderBody = z.strictObject({})

/** What a checkout of the present basket would order: no id, address or payment yet. */
export const draftOrder = z.object({
  orderId: z.null(),
  status: z.literal('Draft'),
  items: z.array(orderItem),
  total: money,
})
export type DraftOrder = z.infer<typeof draftOrder>

export const ratingBody = z.strictObject({ rating: z.int().min(1).max(5) })

/** For a list without filters, such as brands: all of it in one page unless less is asked for. */
export const wholeListQuery = z.strictObject({
  pageIndex: paging.pageIndex,
  pageSize: z.coerce.number().int().min(1).max(100).default(100),
})

const price = z.strictObject({
  amount: z.int().min(1).max(100_000_000),
  currency: z.string().length(3),
})
const controls = /^[^\p{Cc}]*$/u
const productFields = {
  name: line(100).regex(controls, 'must be one line'),
  description: z
    .string()
    .trim()
    .max(4_000)
    .refine((text) => !text.includes('\0'), 'must be text'),
  brandId: z.string().min(1).max(40),
  categoryId: z.string().min(1).max(40),
}

export const newProductBody = z.strictObject({
  ...productFields,
  description: productFields.description.default(''),
  price,
  /** The stock that it starts with. */
  availableStock: z.int().min(0).max(1_000_000).default(0),
})
export type NewProduct = z.infer<typeof newProductBody>

export const productPatchBody = z.strictObject(productFields).partial()
export type ProductPatch = z.infer<typeof productPatchBody>

export const priceBody = z.strictObject({ price })

/** Units that came into the stock or, below 0, left it unsold. */
export const stockBody = z.strictObject({
  delta: z
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine((delta) => delta !== 0, 'must not be 0'),
})

/** From when to when, both counted whole; without them from the beginning, or until now. */
const range = { from: momentOrDay.optional(), to: momentOrDay.optional() }

export const analyticsQuery = z.strictObject(range)
export type AnalyticsQuery = z.infer<typeof analyticsQuery>

export const salesQuery = z.strictObject({
  window: z.enum(['minute', 'hour', 'day']).default('day'),
  ...range,
})
export type SalesQuery = z.infer<typeof salesQuery>

export const incomeQuery = z.strictObject({ by: z.enum(['category', 'brand']), ...range })
export type IncomeQuery = z.infer<typeof incomeQuery>

export const soldProductsQuery = z.strictObject({
  sort: z.enum(['units', 'orders', 'income']).default('units'),
  ...range,
  ...paging,
})
export type SoldProductsQuery = z.infer<typeof soldProductsQuery>

export const buyersQuery = z.strictObject({
  sort: z.enum(['orders', 'paid', 'income']).default('orders'),
  ...range,
  ...paging,
})
export type BuyersQuery = z.infer<typeof buyersQuery>

export const popularProduct = z.object({
  productId: z.string(),
  name: z.string(),
  units: z.int(),
  /** In how many orders. */
  orders: z.int(),
})
export type PopularProduct = z.infer<typeof popularProduct>

/** Most popular first, and no page: there are five at most. */
export const topFiveSold = z.object({ items: z.array(popularProduct) })

export const soldProduct = z.object({ ...popularProduct.shape, income: money })
export type SoldProduct = z.infer<typeof soldProduct>

/** Milliseconds that half, or 99 in 100, of the orders that left a status had spent in it at most. */
const timeSpent = z.object({ p50: z.int(), p99: z.int(), orders: z.int() })

/** What became of orders; each number counts what happened within the range. */
export const analyticsSummary = z.object({
  /** Orders placed then, by the status that they have now. */
  orders: z.record(orderStatus, z.int()),
  income: money,
  /** What part of the income is counted at a time that isn't known for sure. */
  estimated: z.object({ orders: z.int(), income: money }),
  payments: z.object({ succeeded: z.int(), failed: z.int(), refunded: z.int() }),
  /** Of the orders placed then, how many have been paid by now; the rate is null without orders. */
  conversion: z.object({ checkouts: z.int(), paid: z.int(), rate: z.number().nullable() }),
  topProducts: z.array(popularProduct),
  timeInStatus: z.partialRecord(orderStatus, timeSpent),
})
export type AnalyticsSummary = z.infer<typeof analyticsSummary>

/** Sales by UTC minute, hour or day, oldest first; where nothing was sold there is no item. */
export const salesByWindow = z.object({
  items: z.array(z.object({ start: z.iso.datetime(), orders: z.int(), income: money })),
})
export type SalesByWindow = z.infer<typeof salesByWindow>

/** Highest income first. */
export const incomeByGroup = z.object({
  items: z.array(z.object({ ...named.shape, income: money, units: z.int() })),
})
export type IncomeByGroup = z.infer<typeof incomeByGroup>

export const buyerSales = z.object({
  buyerId: z.string(),
  name: z.string(),
  /** Orders placed within the range, and what has become of them. */
  orders: z.int(),
  paid: z.int(),
  cancelled: z.int(),
  income: money,
})
export type BuyerSales = z.infer<typeof buyerSales>

/** The data of a server-sent event `changed`: what analytics tells is no longer what it was. */
export const analyticsChanged = z.object({ at: z.iso.datetime() })
export type AnalyticsChanged = z.infer<typeof analyticsChanged>

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Stable, for programs. */
  code: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
