import { disc } from './svg.ts'

/** Rings of light, weaker as they widen. */
export const halo = (x: number, y: number, r: number, glow: string) =>
  [2.6, 1.9, 1.35].map((times) => `<g opacity="0.14">${disc(x, y, r * times, glow)}</g>`).join('') +
  `<g opacity="0.9">${disc(x, y, r * 0.7, glow)}</g>`
