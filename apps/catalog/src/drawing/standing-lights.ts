import { ground } from './backdrop.ts'
import type { Form } from './drawing.ts'
import { halo } from './halo.ts'
import { disc, shape, slab, stroke, svg } from './svg.ts'

export const lantern: Form = (dice, { main, second, trim, dark, light, glow }) => {
  const w = dice.between(66, 80)
  const top = ground - dice.between(228, 248)
  const glass = ground - 70
  return (
    halo(240, (top + glass) / 2 + 24, 86, glow) +
    stroke(
      svg`M${240 - w + 4} ${top + 42}C${240 - w} ${top - 92} ${240 + w} ${top - 92} ${240 + w - 4} ${top + 42}`,
      trim,
      7,
    ) +
    `<g opacity="0.55">${shape(svg`M${240 - w * 0.7} ${top + 50}Q${240 - w * 1.15} ${(top + glass) / 2 + 20} ${240 - w * 0.7} ${glass}H${240 + w * 0.7}Q${240 + w * 1.15} ${(top + glass) / 2 + 20} ${240 + w * 0.7} ${top + 50}Z`, light)}</g>` +
    shape(svg`M240 ${glass - 8}q-34 -34 0 -86q36 52 0 86Z`, glow) +
    shape(svg`M240 ${glass - 8}q-15 -18 0 -46q17 28 0 46Z`, '#fff') +
    stroke(svg`M${240 - w} ${glass}V${top + 44}M${240 + w} ${glass}V${top + 44}`, dark, 7) +
    shape(
      svg`M${240 - w} ${top + 50}Q${240 - w * 0.8} ${top} 240 ${top - 6}Q${240 + w * 0.8} ${top} ${240 + w} ${top + 50}Z`,
      main,
    ) +
    shape(svg`M${240 - w} ${glass}H${240 + w}L${240 + w + 16} ${ground}H${240 - w - 16}Z`, main) +
    slab(240 - w - 8, glass - 6, w * 2 + 16, 16, 8, second) +
    slab(222, top - 30, 36, 28, 6, second)
  )
}

export const lamp: Form = (dice, { main, second, trim, dark, light, glow }) => {
  const r = dice.between(84, 98)
  const y = dice.between(236, 256)
  const ribs = dice.pick([3, 4, 5])
  const rib = Array.from({ length: ribs }, (_, index) => {
    const at = y - r + ((index + 1) * 2 * r) / (ribs + 1)
    const half = Math.sqrt(r * r - (at - y) ** 2)
    return svg`M${240 - half} ${at}Q240 ${at + 14} ${240 + half} ${at}`
  }).join('')
  return (
    stroke(svg`M240 0V${y - r - 30}`, dark, 5) +
    halo(240, y, r, glow) +
    `<g opacity="0.92">${disc(240, y, r, light)}</g>` +
    `<g opacity="0.8">${disc(240, y + 6, r * 0.66, glow)}</g>` +
    `<g opacity="0.55">${stroke(rib, second, 4)}</g>` +
    shape(
      svg`M${240 - r * 0.62} ${y - r * 0.74}Q240 ${y - r * 1.6} ${240 + r * 0.62} ${y - r * 0.74}Q240 ${y - r * 0.5} ${240 - r * 0.62} ${y - r * 0.74}Z`,
      main,
    ) +
    svg`<circle cx="240" cy="${y - r - 30}" r="13" fill="none" stroke="${trim}" stroke-width="7"/>` +
    slab(240 - r * 0.4, y + r * 0.86, r * 0.8, 24, 10, main)
  )
}

export const beacon: Form = (dice, { main, second, trim, dark, glow, light }) => {
  const w = dice.between(76, 92)
  const h = dice.between(110, 130)
  const top = ground - h
  const rays = Array.from({ length: 7 }, (_, index) => {
    const angle = Math.PI + ((index + 0.5) * Math.PI) / 7
    const [x, y] = [Math.cos(angle), Math.sin(angle)]
    return svg`M${240 + x * 118} ${top + y * 118}L${240 + x * 160} ${top + y * 160}`
  }).join('')
  return (
    halo(240, top, 88, glow) +
    stroke(rays, glow, 9) +
    shape(svg`M${240 - w} ${top + 10}A${w} ${w * 1.1} 0 0 1 ${240 + w} ${top + 10}Z`, light) +
    `<g opacity="0.85">${shape(svg`M${240 - w * 0.66} ${top + 8}A${w * 0.66} ${w * 0.74} 0 0 1 ${240 + w * 0.66} ${top + 8}Z`, glow)}</g>` +
    shape(svg`M${240 - w - 10} ${top + 8}H${240 + w + 10}L${240 + w} ${ground}H${240 - w}Z`, main) +
    slab(240 - w - 18, top - 2, w * 2 + 36, 24, 12, second) +
    slab(212, top + 44, 56, 34, 12, dark) +
    disc(240, top + 61, 8, trim)
  )
}
