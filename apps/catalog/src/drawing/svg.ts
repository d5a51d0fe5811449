/** Joins a piece of SVG, its numbers rounded to tenths. */
export const svg = (strings: TemplateStringsArray, ...values: readonly (string | number)[]) =>
  String.raw({ raw: strings }, ...values.map(short))

const short = (value: string | number) =>
  typeof value === 'number' ? Math.round(value * 10) / 10 : value

/** Lines without a fill, with round ends. */
export const stroke = (d: string, colour: string, width: number) =>
  svg`<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`

export const shape = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`

export const disc = (x: number, y: number, r: number, fill: string) =>
  svg`<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`

/** A rectangle with round corners. */
export const slab = (x: number, y: number, w: number, h: number, r: number, fill: string) =>
  svg`<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`
