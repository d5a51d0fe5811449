import type { Bike } from './bicycle-frame.ts'
import { shape, slab, stroke, svg } from './svg.ts'

// What a bicycle has beside what moves it.

export const guards = ({ back, front, y, r }: Bike, fill: string) =>
  stroke(
    svg`M${back - r - 5} ${y + 8}A${r + 6} ${r + 6} 0 0 1 ${back + r * 0.6} ${y - r * 0.85}`,
    fill,
    7,
  ) +
  stroke(
    svg`M${front - r * 0.6} ${y - r * 0.85}A${r + 6} ${r + 6} 0 0 1 ${front + r + 4} ${y - 10}`,
    fill,
    7,
  )

export const basket = ({ head: [hx, hy] }: Bike, fill: string, dark: string) =>
  shape(svg`M${hx + 18} ${hy - 8}h84l-12 66h-60Z`, fill) +
  `<g opacity="0.35">${stroke(svg`M${hx + 24} ${hy + 14}h72M${hx + 28} ${hy + 36}h64M${hx + 46} ${hy - 6}l4 62M${hx + 74} ${hy - 6}l-4 62`, dark, 3)}</g>`

export const box = ({ crank, front, y }: Bike, fill: string, dark: string) =>
  shape(svg`M${crank + 52} ${y - 74}H${front - 8}L${front - 40} ${y + 26}H${crank + 74}Z`, fill) +
  stroke(svg`M${crank + 52} ${y - 74}H${front - 8}`, dark, 7)

export const frameBag = ({ seat: [sx, sy], head: [hx, hy] }: Bike, fill: string) =>
  shape(
    svg`M${sx + 20} ${sy + 42}L${hx - 8} ${hy + 34}L${hx - 12} ${hy + 58}L${sx + 28} ${sy + 84}Z`,
    fill,
  ) + slab(sx - 58, sy + 8, 52, 26, 12, fill)
