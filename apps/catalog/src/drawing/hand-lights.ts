import type { Form } from './drawing.ts'
import { halo } from './halo.ts'
import { disc, shape, slab, stroke, svg } from './svg.ts'

export const headlamp: Form = (dice, { main, second, trim, dark, light, glow }) => {
  const w = dice.between(70, 84)
  const y = dice.between(270, 290)
  const lift = dice.between(150, 190)
  const band = svg`M${240 - w + 8} ${y}C${240 - w - 90} ${y - lift} ${240 + w + 90} ${y - lift} ${240 + w - 8} ${y}`
  return (
    `<g opacity="0.2">${shape(svg`M220 ${y}L-30 ${y - 120}V${y + 130}Z`, glow)}</g>` +
    stroke(band, trim, 30) +
    `<g opacity="0.6">${stroke(band, second, 8)}</g>` +
    slab(240 - w, y - 60, w * 2, 124, 34, main) +
    disc(240 - w * 0.3, y, 46, dark) +
    halo(240 - w * 0.3, y, 40, glow) +
    disc(240 - w * 0.3, y, 26, '#fff') +
    slab(240 + w * 0.42, y - 30, 26, 26, 8, second) +
    disc(240 + w * 0.42 + 13, y + 24, 9, light)
  )
}

export const torch: Form = (dice, { main, second, trim, dark, glow }) => {
  const w = dice.between(36, 44)
  const angle = dice.between(-40, -22)
  const long = dice.between(150, 180)
  const grip = Array.from(
    { length: 5 },
    (_, index) => svg`M${230 + index * 18} ${280 - w + 8}v${w * 2 - 16}`,
  ).join('')
  return `<g transform="${svg`rotate(${angle} 240 280) translate(${40} 0)`}"><g opacity="0.16">${shape(svg`M150 ${280 - w}L-420 90V470L150 ${280 + w}Z`, glow)}</g><g opacity="0.22">${shape(svg`M150 ${280 - w * 0.7}L-420 180V380L150 ${280 + w * 0.7}Z`, glow)}</g>${slab(190, 280 - w, long, w * 2, 14, main)}${stroke(grip, dark, 5)}${shape(svg`M200 ${280 - w}L140 ${280 - w * 1.5}V${280 + w * 1.5}L200 ${280 + w}Z`, second)}${slab(126, 280 - w * 1.55, 22, w * 3.1, 10, dark)}${slab(120, 280 - w * 1.2, 10, w * 2.4, 5, glow)}${slab(190 + long - 6, 280 - w * 0.8, 20, w * 1.6, 8, trim)}${slab(290, 280 - w - 9, 34, 14, 7, trim)}</g>`
}
