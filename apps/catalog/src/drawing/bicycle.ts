import { ground } from './backdrop.ts'
import { type Bike, bars, frame, type Kind, wheel } from './bicycle-frame.ts'
import { basket, box, frameBag, guards } from './bicycle-load.ts'
import type { Dice } from './dice.ts'
import { coloursOf, type Draw } from './drawing.ts'
import { kindOf } from './kind.ts'

const words = [
  ['city', 'city'],
  ['roadster', 'city'],
  ['cruiser', 'city'],
  ['touring', 'city'],
  ['cargo', 'cargo'],
  ['folding', 'folding'],
  ['hardtail', 'trail'],
  ['trail', 'trail'],
  ['road', 'road'],
  ['gravel', 'road'],
] as const

/** A bicycle from its right side; its bars, wheels and load follow from what it is for. */
export const drawBicycle: Draw = (id, dice, palette) => {
  const kind = kindOf<Kind>(id, dice, words, ['road', 'city', 'trail'])
  const bike = measure(kind, dice)
  const { back, front, r } = bike
  const { main, second, trim, dark, light } = coloursOf(palette)
  const tyre = kind === 'trail' ? 13 : kind === 'road' ? 7 : 10
  return [
    wheel(back, r, tyre, dark, light),
    wheel(front, kind === 'cargo' ? r * 0.72 : r, tyre, dark, light),
    kind === 'city' && dice.chance(0.7) ? guards(bike, second) : '',
    frame(bike, main, second, dark),
    kind === 'cargo' ? box(bike, trim, dark) : '',
    kind === 'city' && dice.chance(0.75) ? basket(bike, trim, dark) : '',
    kind === 'road' && dice.chance(0.5) ? frameBag(bike, trim) : '',
    bars(bike, dark, trim),
  ].join('')
}

function measure(kind: Kind, dice: Dice): Bike {
  const r = kind === 'folding' ? 54 : dice.between(80, 92)
  const long = kind === 'cargo' ? 40 : 0
  const rise = dice.between(-14, 10)
  return {
    kind,
    r,
    y: ground - r,
    back: 128 - long / 2,
    front: 352 + long,
    crank: 226 - long,
    seat: [196 - long, ground - 222 + rise],
    head: [306 - long, ground - 218 + (kind === 'road' ? 6 : -8)],
  }
}
