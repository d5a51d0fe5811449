import { searchable } from '../searchable.ts'
import { backpacks } from './backpacks.ts'
import { campKitchen } from './camp-kitchen.ts'
import { cycling } from './cycling.ts'
import { lighting } from './lighting.ts'
import { brands, type CategoryId, categories, type RangeItem } from './range.ts'
import { tents } from './tents.ts'

/** A seeded product, all but its stock decided by its number alone. */
export type SeedProduct = {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly description: string
  readonly price: number
  readonly brandId: string
  readonly categoryId: string
  readonly stock: number
  readonly title: string
  readonly search: string
  readonly createdAt: Date
}

const byCategory: Readonly<Record<CategoryId, readonly RangeItem[]>> = {
  backpacks,
  tents,
  cycling,
  'camp-kitchen': campKitchen,
  lighting,
}

/** The range, one category after the other in turn, so that its first page shows all of them. */
const range = backpacks.flatMap((_, row) =>
  Object.entries(byCategory).flatMap(([categoryId, items]) => {
    const item = items[row]
    return item ? [{ ...item, categoryId }] : []
  }),
)

/** Finishes in which the range comes again when more products are wanted than it has. */
const finishes =
  'Moss Slate Ember Fjord Heather Ochre Chalk Pine Rust Dusk Sand Cobalt Plum Fern Clay Frost Saffron Ink Birch Coral'.split(
    ' ',
  )

/** The product with this number, from 1; up to the size of the range it is as written by hand. */
export function seedProduct(number: number): SeedProduct {
  const item = range[(number - 1) % range.length]
  if (!item) throw new Error('the range is empty')
  const round = Math.floor((number - 1) / range.length)
  const name = round === 0 ? item.name : `${item.name} ${finishOf(round)}`
  const slug = searchable(item.name).trim().replaceAll(' ', '-')
  return {
    id: round === 0 ? slug : `${slug.slice(0, 30)}-${number}`,
    number,
    name,
    description: item.description,
    price: priceOf(item.price, number, round),
    brandId: item.brandId,
    categoryId: item.categoryId,
    stock: 20 + (mix(number) % 181),
    title: searchable(name),
    search: searchable(
      name,
      nameIn(brands, item.brandId),
      nameIn(categories, item.categoryId),
      item.description,
    ),
    createdAt: new Date(Date.UTC(2025, 0, 1) + number * 60_000),
  }
}

function finishOf(round: number): string {
  const series = Math.floor((round - 1) / finishes.length) + 1
  const finish = finishes[(round - 1) % finishes.length]
  return series === 1 ? `${finish}` : `${finish} Series ${series}`
}

/** Later rounds cost up to a fifth more or less, still in whole tens of cents. */
const priceOf = (price: number, number: number, round: number) =>
  round === 0 ? price : Math.round((price * (80 + (mix(number) % 41))) / 1_000) * 10

const nameIn = (named: readonly { id: string; name: string }[], id: string) =>
  named.find((entry) => entry.id === id)?.name ?? ''

/** A number that looks like chance and is always the same (Steele & Vigna's splitmix, 32 bits). */
function mix(number: number): number {
  let value = (number + 0x9e3779b9) | 0
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97)
  return (value ^ (value >>> 15)) >>> 0
}
