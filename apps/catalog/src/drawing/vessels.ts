import { ground } from './backdrop.ts'
import type { Form } from './drawing.ts'
import { shine } from './shine.ts'
import { disc, shape, slab, stroke, svg } from './svg.ts'

export const kettle: Form = (dice, { main, second, trim, dark, light }) => {
  const w = dice.between(98, 118)
  const top = ground - dice.between(140, 160)
  return (
    stroke(
      svg`M${240 - w * 0.7} ${top + 16}C${240 - w * 0.7} ${top - 110} ${240 + w * 0.7} ${top - 110} ${240 + w * 0.7} ${top + 16}`,
      dark,
      10,
    ) +
    shape(
      svg`M${240 + w - 20} ${top + 70}L${240 + w + 62} ${top - 4}l24 6L${240 + w + 2} ${ground - 40}Z`,
      second,
    ) +
    shape(
      svg`M${240 - w * 0.74} ${top}H${240 + w * 0.74}Q${240 + w * 1.1} ${ground - 40} ${240 + w * 0.9} ${ground}H${240 - w * 0.9}Q${240 - w * 1.1} ${ground - 40} ${240 - w * 0.74} ${top}Z`,
      main,
    ) +
    shape(
      svg`M${240 - w * 0.78} ${top + 6}Q240 ${top - 58} ${240 + w * 0.78} ${top + 6}Z`,
      second,
    ) +
    disc(240, top - 32, 13, trim) +
    slab(240 - w * 0.95, ground - 30, w * 1.9, 14, 7, light) +
    shine(240 - w * 0.7, top + 30, 60)
  )
}

export const mug: Form = (dice, { main, second, trim, light }) => {
  const w = dice.between(74, 92)
  const h = dice.between(150, 185)
  const top = ground - h
  const bands = dice.pick([1, 2, 3])
  const band = Array.from({ length: bands }, (_, index) =>
    slab(240 - w, top + h * 0.4 + index * 26, w * 2, 12, 0, index % 2 === 0 ? second : light),
  ).join('')
  return (
    stroke(
      svg`M${240 + w - 6} ${top + 36}C${240 + w + 78} ${top + 20} ${240 + w + 70} ${ground - 24} ${240 + w - 8} ${ground - 36}`,
      trim,
      20,
    ) +
    shape(
      svg`M${240 - w} ${top}H${240 + w}V${ground - 28}Q${240 + w} ${ground} ${240 + w - 28} ${ground}H${240 - w + 28}Q${240 - w} ${ground} ${240 - w} ${ground - 28}Z`,
      main,
    ) +
    band +
    svg`<ellipse cx="240" cy="${top}" rx="${w}" ry="15" fill="${light}"/><ellipse cx="240" cy="${top + 2}" rx="${w - 11}" ry="9" fill="#5a3420"/>` +
    shine(240 - w + 14, top + 34, h * 0.5)
  )
}

export const bottle: Form = (dice, { main, second, trim, dark, light }) => {
  const w = dice.between(52, 64)
  const h = dice.between(235, 262)
  const top = ground - h
  return (
    slab(240 - w * 0.5, top - 24, w, 46, 10, dark) +
    stroke(svg`M${240 - 20} ${top - 26}q20 -34 40 0`, trim, 9) +
    shape(
      svg`M${240 - w * 0.5} ${top + 14}H${240 + w * 0.5}Q${240 + w} ${top + 30} ${240 + w} ${top + 84}V${ground - 22}Q${240 + w} ${ground} ${240 + w - 22} ${ground}H${240 - w + 22}Q${240 - w} ${ground} ${240 - w} ${ground - 22}V${top + 84}Q${240 - w} ${top + 30} ${240 - w * 0.5} ${top + 14}Z`,
      main,
    ) +
    shape(
      svg`M${240 - w} ${ground - 96}L${240 + w} ${ground - 136}V${ground - 74}L${240 - w} ${ground - 34}Z`,
      second,
    ) +
    slab(240 - w, top + 92, w * 2, 8, 0, light) +
    shine(240 - w + 14, top + 70, h * 0.5)
  )
}
