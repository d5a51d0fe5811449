import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { GeneratedAlways, Selectable } from 'kysely'
import type { PictureType } from './picture-type.ts'
import type { ReservationStatus } from './reservation.ts'

type NamedTable = { id: string; name: string }

/** available + reserved + sold = seeded + added, always: the table itself checks it. */
type StockColumns = {
  available: number
  reserved: number
  sold: number
  /** What the product started with. */
  seeded: number
  /** What administrators have added since, less what they took away. */
  added: number
}

export type ProductsTable = StockColumns & {
  id: string
  name: string
  sort_name: GeneratedAlways<string>
  description: string
  /** In minor units. */
  price: number
  currency: string
  /** Rises by one with each change of what is shown of the product. */
  version: number
  brand_id: string
  category_id: string
  rating_sum: number
  rating_count: number
  rating_average: GeneratedAlways<number | null>
  picture_version: number
  /** Its place among the seeded products. */
  seed_number: number | null
  /** The name as `searchable` writes it. */
  title: string
  /** Name, brand, category and description as `searchable` writes them. */
  search: string
  created_at: Date
  archived_at: Date | null
}
export type ProductRow = Selectable<ProductsTable>

/** How many products of a brand and category can be bought. */
export type ShelvesTable = { brand_id: string; category_id: string; products: number }

export type ReservationsTable = {
  order_id: string
  buyer_id: string
  status: ReservationStatus
  order_version: number
  asked: number
  next_ask_at: Date | null
  stuck_at: Date | null
  created_at: Date
  changed_at: Date
}

export type ReservationLinesTable = {
  order_id: string
  product_id: string
  units: number
  has_stock: boolean
}

/** Who has bought what, and so may rate it. */
export type PurchasesTable = { buyer_id: string; product_id: string; bought_at: Date }

export type RatingsTable = {
  product_id: string
  buyer_id: string
  rating: number
  rated_at: Date
}

/** Pictures that were uploaded; all others are drawn. */
export type PicturesTable = {
  product_id: string
  type: PictureType
  body: Buffer
  uploaded_at: Date
}

/** Administrators' commands that must not be done twice. */
export type CommandsTable = {
  user_id: string
  request_id: string
  fingerprint: string
  /** JSON: the product as it was answered. */
  answer: string
  done_at: Date
}

export type Tables = MessagingTables & {
  brands: NamedTable
  categories: NamedTable
  products: ProductsTable
  shelves: ShelvesTable
  reservations: ReservationsTable
  reservation_lines: ReservationLinesTable
  purchases: PurchasesTable
  ratings: RatingsTable
  pictures: PicturesTable
  commands: CommandsTable
}
