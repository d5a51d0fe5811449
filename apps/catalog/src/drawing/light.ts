import { coloursOf, type Draw, type Form } from './drawing.ts'
import { headlamp, torch } from './hand-lights.ts'
import { kindOf } from './kind.ts'
import { beacon, lamp, lantern } from './standing-lights.ts'

type Kind = 'lantern' | 'lamp' | 'headlamp' | 'torch' | 'beacon'

const words = [
  ['headlamp', 'headlamp'],
  ['lantern', 'lantern'],
  ['lamp', 'lamp'],
  ['torch', 'torch'],
  ['front', 'torch'],
  ['light', 'beacon'],
] as const

const forms: Readonly<Record<Kind, Form>> = { lantern, lamp, headlamp, torch, beacon }

/** What gives light, shining. */
export const drawLight: Draw = (id, dice, palette) => {
  const kind = kindOf<Kind>(id, dice, words, ['lantern', 'lamp', 'torch', 'beacon'])
  return forms[kind](dice, coloursOf(palette))
}
