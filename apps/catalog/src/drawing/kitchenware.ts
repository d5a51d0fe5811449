import { pot, skillet, stove } from './cookware.ts'
import type { Dice } from './dice.ts'
import { coloursOf, type Draw, type Form } from './drawing.ts'
import { kindOf } from './kind.ts'
import { stroke, svg } from './svg.ts'
import { bottle, kettle, mug } from './vessels.ts'

type Kind = 'kettle' | 'mug' | 'pot' | 'skillet' | 'stove' | 'bottle'

const words = [
  ['kettle', 'kettle'],
  ['mug', 'mug'],
  ['cup', 'mug'],
  ['tumbler', 'mug'],
  ['pot', 'pot'],
  ['pots', 'pot'],
  ['cook', 'pot'],
  ['skillet', 'skillet'],
  ['stove', 'stove'],
  ['brewer', 'stove'],
  ['bottle', 'bottle'],
] as const

const forms: Readonly<Record<Kind, Form>> = { kettle, mug, pot, skillet, stove, bottle }

/** What one cooks, drinks and boils with. */
export const drawKitchenware: Draw = (id, dice, palette) => {
  const kind = kindOf<Kind>(id, dice, words, ['kettle', 'mug', 'pot', 'bottle'])
  const steams = kind === 'kettle' || kind === 'mug' || kind === 'pot'
  return (steams ? steam(dice, palette.light) : '') + forms[kind](dice, coloursOf(palette))
}

const steam = (dice: Dice, light: string) =>
  `<g opacity="0.7">${[200, 240, 280]
    .map((x) => {
      const top = dice.between(70, 110)
      const half = (top - 190) / 2
      return stroke(svg`M${x} 190q-20 ${half / 2} 0 ${half}t0 ${half}`, light, 6)
    })
    .join('')}</g>`
