import { ground } from './backdrop.ts'
import type { Draw } from './drawing.ts'
import { kindOf } from './kind.ts'
import { shape, slab, stroke, svg } from './svg.ts'

type Box = { left: number; right: number; top: number; half: number }

const words = [
  ['roll', 'roll'],
  ['dry', 'roll'],
  ['ultralight', 'roll'],
  ['satchel', 'flap'],
  ['expedition', 'lid'],
  ['trekking', 'lid'],
] as const

/** A backpack from the front: with a lid, a flap, a roll top or a zip, and what is strapped to it. */
export const drawBackpack: Draw = (id, dice, { colours: [main, second, trim], dark, light }) => {
  const kind = kindOf<keyof typeof tops>(id, dice, words, ['lid', 'roll', 'zip'])
  const half = dice.between(78, 104)
  const height = kind === 'flap' ? dice.between(170, 195) : dice.between(235, 275)
  const top = ground - height
  const at = { left: 240 - half, right: 240 + half, top, half }
  return [
    carriers(at, dark),
    dice.chance(0.5) && kind !== 'flap' ? sidePockets(at, second) : '',
    body(at, main),
    pocket(at, dice.between(90, 115), second, trim, dark),
    tops[kind](at, second, trim, dark, light),
    dice.chance(0.4) && kind === 'lid' ? mat(at, trim, dark) : '',
  ].join('')
}

/** The handle, and the straps that show at the sides. */
const carriers = ({ left, right, top }: Box, dark: string) =>
  stroke(svg`M214 ${top + 4}Q240 ${top - 38} 266 ${top + 4}`, dark, 9) +
  stroke(
    svg`M${left + 8} ${top + 70}Q${left - 42} ${top + 150} ${left - 2} ${ground - 22}M${right - 8} ${top + 70}Q${right + 42} ${top + 150} ${right + 2} ${ground - 22}`,
    dark,
    14,
  )

function body({ left, right, top }: Box, main: string) {
  const half = svg`H${right - 26}Q${right - 2} ${top + 6} ${right} ${top + 60}L${right + 8} ${ground - 30}Q${right + 4} ${ground} ${right - 26} ${ground}`
  const other = svg`H${left + 26}Q${left - 4} ${ground} ${left - 8} ${ground - 30}L${left} ${top + 60}Q${left + 2} ${top + 6} ${left + 26} ${top}Z`
  return (
    shape(svg`M${left + 26} ${top}${half}${other}`, main) +
    `<g opacity="0.14">${shape(svg`M240 ${top}${half}H240Z`, '#000')}</g>`
  )
}

const sidePockets = ({ left, right }: Box, fill: string) =>
  slab(left - 26, ground - 110, 60, 98, 18, fill) + slab(right - 34, ground - 110, 60, 98, 18, fill)

function pocket({ left, half }: Box, h: number, fill: string, trim: string, dark: string) {
  const y = ground - 18 - h
  const w = half * 2 - 36
  return (
    slab(left + 18, y, w, h, 20, fill) +
    stroke(svg`M${left + 34} ${y + 24}H${left + w + 2}`, dark, 5) +
    slab(left + w - 10, y + 20, 9, 26, 4, trim)
  )
}

type Top = (box: Box, second: string, trim: string, dark: string, light: string) => string

const strap = (x: number, from: number, to: number, dark: string, light: string) =>
  stroke(svg`M${x} ${from}V${to}`, dark, 9) + slab(x - 9, (from + to) / 2 - 8, 18, 16, 4, light)

const tops = {
  lid: ({ left, right, top, half }, second, _trim, dark, light) =>
    shape(
      svg`M${left - 4} ${top + 62}Q${left - 2} ${top - 16} ${left + 40} ${top - 20}H${right - 40}Q${right + 2} ${top - 16} ${right + 4} ${top + 62}Q240 ${top + 84} ${left - 4} ${top + 62}Z`,
      second,
    ) +
    stroke(svg`M${left + 30} ${top + 18}Q240 ${top + 4} ${right - 30} ${top + 18}`, dark, 4) +
    strap(240 - half * 0.45, top + 56, top + 122, dark, light) +
    strap(240 + half * 0.45, top + 56, top + 122, dark, light),
  roll: ({ left, right, top }, second, trim, dark, light) =>
    slab(left + 10, top - 34, right - left - 20, 44, 20, second) +
    stroke(svg`M${left + 22} ${top - 12}H${right - 22}`, trim, 4) +
    strap(240, top - 20, top + 96, dark, light),
  zip: ({ left, right, top }, second, trim, dark) =>
    stroke(
      svg`M${left + 16} ${top + 130}V${top + 70}Q${left + 18} ${top + 24} ${left + 60} ${top + 22}H${right - 60}Q${right - 18} ${top + 24} ${right - 16} ${top + 70}V${top + 130}`,
      dark,
      5,
    ) +
    slab(left + 12, top + 120, 9, 30, 4, trim) +
    slab(205, top + 50, 70, 30, 8, second),
  flap: ({ left, right, top, half }, second, trim, dark, light) =>
    shape(
      svg`M${left - 6} ${top - 6}H${right + 6}V${top + 84}Q${right + 4} ${top + 118} ${right - 30} ${top + 118}H${left + 30}Q${left - 4} ${top + 118} ${left - 6} ${top + 84}Z`,
      second,
    ) +
    stroke(svg`M${left + 8} ${top + 10}H${right - 8}`, trim, 4) +
    strap(240 - half * 0.5, top + 84, top + 146, dark, light) +
    strap(240 + half * 0.5, top + 84, top + 146, dark, light),
} satisfies Readonly<Record<string, Top>>

const mat = ({ left, right, top }: Box, fill: string, dark: string) =>
  slab(left - 14, top - 56, right - left + 28, 46, 23, fill) +
  `<circle cx="${Math.round(right - 8)}" cy="${Math.round(top - 33)}" r="12" fill="none" stroke="${dark}" stroke-width="4" opacity="0.5"/>` +
  stroke(svg`M200 ${top - 58}V${top - 8}M280 ${top - 58}V${top - 8}`, dark, 7)
