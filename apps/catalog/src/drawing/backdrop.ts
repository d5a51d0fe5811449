import type { Dice } from './dice.ts'
import type { Palette } from './palette.ts'
import { disc, shape, svg } from './svg.ts'

/** The picture's side; the ground's edge is where a product stands. */
export const side = 480
export const ground = 392

/** Sky, a sun, two rows of hills and the ground; by night for what gives light. */
export function drawBackdrop(dice: Dice, palette: Palette, night: boolean): string {
  const [top, bottom] = night ? [palette.dark, palette.ground] : palette.sky
  const far = night ? palette.ground : palette.far
  const near = night ? palette.dark : palette.near
  return [
    svg`<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>`,
    svg`<rect width="${side}" height="${side}" fill="url(#sky)"/>`,
    night ? drawStars(dice, palette) : drawSun(dice, palette),
    shape(ridge(dice, 250, dice.pick([40, 60, 85])), far),
    shape(ridge(dice, 320, dice.pick([20, 35, 50])), near),
    shape(`M0 ${ground - 6}Q240 ${ground - 22} 480 ${ground - 6}V480H0Z`, palette.ground),
  ].join('')
}

function drawSun(dice: Dice, { light }: Palette): string {
  const x = dice.between(80, 400)
  const y = dice.between(90, 170)
  const r = dice.between(38, 66)
  return `<g opacity="0.75">${disc(x, y, r, light)}</g><g opacity="0.3">${disc(x, y, r * 1.5, light)}</g>`
}

function drawStars(dice: Dice, { light }: Palette): string {
  const star = () =>
    disc(dice.between(10, 470), dice.between(10, 250), dice.between(0.8, 2.4), light)
  const moonX = dice.between(70, 410)
  const moon = `<g opacity="0.9">${disc(moonX, dice.between(60, 110), dice.between(16, 26), light)}</g>`
  return `<g opacity="0.8">${Array.from({ length: 34 }, star).join('')}</g>${moon}`
}

/** A line of hills across the picture, as high above `base` as `height`. */
function ridge(dice: Dice, base: number, height: number): string {
  const sharp = dice.chance(0.5)
  const steps = 5
  const points = Array.from({ length: steps + 1 }, (_, index) => ({
    x: (index * side) / steps,
    y: base - dice.between(-0.2, 1) * height,
  }))
  const tops = points.map(({ x, y }, index) => {
    const before = points[index - 1]
    if (!before) return svg`M0 480L${x} ${y}`
    if (sharp) return svg`L${(x + before.x) / 2} ${Math.max(y, before.y) + height * 0.6}L${x} ${y}`
    const middle = (x + before.x) / 2
    return svg`C${middle} ${before.y} ${middle} ${y} ${x} ${y}`
  })
  return `${tops.join('')}V480Z`
}
