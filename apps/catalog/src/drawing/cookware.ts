import { ground } from './backdrop.ts'
import type { Form } from './drawing.ts'
import { shine } from './shine.ts'
import { disc, shape, slab, stroke, svg } from './svg.ts'

export const pot: Form = (dice, { main, second, trim, dark, light }) => {
  const w = dice.between(112, 132)
  const h = dice.between(112, 140)
  const top = ground - h
  return (
    stroke(svg`M${240 - w} ${top + 34}h-44M${240 + w} ${top + 34}h44`, dark, 15) +
    shape(
      svg`M${240 - w} ${top}H${240 + w}V${ground - 34}Q${240 + w} ${ground} ${240 + w - 34} ${ground}H${240 - w + 34}Q${240 - w} ${ground} ${240 - w} ${ground - 34}Z`,
      main,
    ) +
    slab(240 - w - 8, top - 12, w * 2 + 16, 20, 10, light) +
    shape(svg`M${240 - w} ${top - 10}Q240 ${top - 66} ${240 + w} ${top - 10}Z`, second) +
    slab(220, top - 62, 40, 20, 10, trim) +
    slab(240 - w, ground - 46, w * 2, 10, 0, second) +
    shine(240 - w + 20, top + 26, 54)
  )
}

export const skillet: Form = (dice, { main, second, trim, dark, glow, light }) => {
  const r = dice.between(112, 126)
  const x = 196
  const y = 276
  const eggs = dice.pick([1, 2])
  const egg = (ex: number, ey: number) =>
    svg`<ellipse cx="${ex}" cy="${ey}" rx="46" ry="36" fill="${light}"/>` +
    disc(ex + 4, ey - 3, 17, glow)
  return (
    stroke(svg`M${x + r * 0.7} ${y - r * 0.6}L430 ${y - 172}`, second, 30) +
    disc(419, y - 163, 7, dark) +
    disc(x, y, r, dark) +
    disc(x, y, r - 14, main) +
    `<g opacity="0.25">${disc(x, y, r - 14, '#000')}</g>` +
    egg(x - (eggs === 2 ? 36 : 0), y + (eggs === 2 ? 22 : 6)) +
    (eggs === 2 ? egg(x + 40, y - 30) : '') +
    stroke(svg`M${x - r * 0.5} ${y - r * 0.52}q20 -18 44 -20`, trim, 7)
  )
}

export const stove: Form = (dice, { main, second, trim, dark, light, glow }) => {
  const w = dice.between(56, 70)
  const h = dice.between(118, 138)
  const top = ground - h
  return (
    shape(
      svg`M${240 - w} ${top + 22}Q240 ${top - 16} ${240 + w} ${top + 22}V${ground - 16}Q${240 + w} ${ground} ${240 + w - 16} ${ground}H${240 - w + 16}Q${240 - w} ${ground} ${240 - w} ${ground - 16}Z`,
      main,
    ) +
    slab(240 - w, top + 46, w * 2, 34, 0, light) +
    slab(228, top - 34, 24, 40, 4, dark) +
    stroke(svg`M252 ${top - 16}h44`, trim, 10) +
    stroke(svg`M240 ${top - 30}L172 ${top - 68}h-18M240 ${top - 30}L308 ${top - 68}h18`, dark, 9) +
    flame(240, top - 40, glow, second) +
    flame(206, top - 52, glow, second) +
    flame(274, top - 52, glow, second) +
    shine(240 - w + 12, top + 88, 30)
  )
}

const flame = (x: number, y: number, outer: string, inner: string) =>
  shape(svg`M${x} ${y}q-22 -22 0 -58q24 34 0 58Z`, outer) +
  shape(svg`M${x} ${y}q-10 -12 0 -30q12 18 0 30Z`, inner)
