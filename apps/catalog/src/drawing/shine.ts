import { slab } from './svg.ts'

/** Where the light falls on it. */
export const shine = (x: number, y: number, h: number) =>
  `<g opacity="0.35">${slab(x, y, 12, h, 6, '#fff')}</g>`
