import { ground } from './backdrop.ts'
import { disc, shape, stroke, svg } from './svg.ts'

export type Kind = 'road' | 'city' | 'trail' | 'cargo' | 'folding'
export type Bike = {
  readonly kind: Kind
  readonly r: number
  readonly y: number
  readonly back: number
  readonly front: number
  readonly crank: number
  readonly seat: readonly [number, number]
  readonly head: readonly [number, number]
}

export function wheel(x: number, r: number, tyre: number, dark: string, light: string) {
  const y = ground - r
  const spokes = Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5
    return svg`M${x} ${y}L${x + Math.cos(angle) * (r - tyre)} ${y + Math.sin(angle) * (r - tyre)}`
  }).join('')
  return (
    `<g opacity="0.75">${stroke(spokes, light, 2)}</g>` +
    svg`<circle cx="${x}" cy="${y}" r="${r - tyre / 2}" fill="none" stroke="${dark}" stroke-width="${tyre}"/>` +
    svg`<circle cx="${x}" cy="${y}" r="${r - tyre - 2}" fill="none" stroke="${light}" stroke-width="3"/>` +
    disc(x, y, 9, dark)
  )
}

export function frame(
  { kind, y, r, back, front, crank, seat, head }: Bike,
  main: string,
  second: string,
  dark: string,
) {
  const [sx, sy] = seat
  const [hx, hy] = head
  const frontY = kind === 'cargo' ? ground - r * 0.72 : y
  const step = kind === 'city' || kind === 'folding'
  const top = step
    ? svg`M${hx - 2} ${hy + 34}Q${crank + 20} ${y - 20} ${sx + 12} ${sy + 84}`
    : svg`M${sx + 8} ${sy + 34}L${hx} ${hy + 22}`
  const triangle = svg`M${back} ${y}L${sx + 8} ${sy + 44}L${crank} ${y + 6}L${back} ${y}M${crank} ${y + 6}L${hx + 3} ${hy + 44}`
  const fork =
    kind === 'cargo'
      ? svg`M${crank} ${y + 10}L${front} ${frontY}`
      : svg`M${hx} ${hy + 6}L${hx + 10} ${hy + 60}Q${hx + 18} ${y - 20} ${front} ${frontY}`
  return (
    stroke(triangle, main, 11) +
    stroke(top, main, 11) +
    stroke(fork, second, 10) +
    stroke(
      svg`M${sx + 8} ${sy + 44}L${sx} ${sy + 4}M${hx} ${hy + 10}L${hx - 4} ${hy - 12}`,
      dark,
      7,
    ) +
    shape(
      svg`M${sx - 34} ${sy - 6}Q${sx - 8} ${sy - 16} ${sx + 30} ${sy - 2}Q${sx + 6} ${sy + 8} ${sx - 10} ${sy + 8}Q${sx - 34} ${sy + 10} ${sx - 34} ${sy - 6}Z`,
      dark,
    ) +
    svg`<circle cx="${crank}" cy="${y + 6}" r="20" fill="none" stroke="${dark}" stroke-width="6"/>` +
    stroke(svg`M${crank} ${y + 6}l16 34m-10 2h20`, dark, 6)
  )
}

export function bars({ kind, head: [hx, hy] }: Bike, dark: string, trim: string) {
  if (kind === 'road') {
    return stroke(
      svg`M${hx - 4} ${hy - 12}H${hx + 32}Q${hx + 52} ${hy - 10} ${hx + 48} ${hy + 14}Q${hx + 44} ${hy + 32} ${hx + 20} ${hy + 30}`,
      trim,
      8,
    )
  }
  if (kind === 'trail')
    return stroke(svg`M${hx - 4} ${hy - 12}l14 -6M${hx - 6} ${hy - 16}h34`, dark, 9)
  return (
    stroke(svg`M${hx - 4} ${hy - 12}l8 -24q-6 -12 -40 -2`, dark, 7) +
    stroke(svg`M${hx - 36} ${hy - 38}l-16 4`, trim, 11)
  )
}
