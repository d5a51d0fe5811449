/** A product of the shop's own range, as it was written down by hand. */
export type RangeItem = {
  readonly name: string
  readonly brandId: string
  /** In minor units. */
  readonly price: number
  readonly description: string
}

export const brands = [
  { id: 'brightwater', name: 'Brightwater' },
  { id: 'fjellby', name: 'Fjellby' },
  { id: 'kestrel', name: 'Kestrel' },
  { id: 'nordkamm', name: 'Nordkamm' },
  { id: 'tannwood', name: 'Tannwood' },
  { id: 'velora', name: 'Velora' },
] as const

export const categories = [
  { id: 'backpacks', name: 'Backpacks' },
  { id: 'camp-kitchen', name: 'Camp Kitchen' },
  { id: 'cycling', name: 'Cycling' },
  { id: 'lighting', name: 'Lighting' },
  { id: 'tents', name: 'Tents' },
] as const

export type BrandId = (typeof brands)[number]['id']
export type CategoryId = (typeof categories)[number]['id']
