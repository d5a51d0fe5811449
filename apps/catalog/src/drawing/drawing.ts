import type { Dice } from './dice.ts'
import type { Palette } from './palette.ts'

/** Draws one product; words of its id, such as `kettle`, may decide its form. */
export type Draw = (id: string, dice: Dice, palette: Palette) => string

export type Colours = {
  readonly main: string
  readonly second: string
  readonly trim: string
  readonly dark: string
  readonly light: string
  readonly glow: string
}

export type Form = (dice: Dice, colours: Colours) => string

export const coloursOf = ({ colours, dark, light, glow }: Palette): Colours => {
  const [main, second, trim] = colours
  return { main, second, trim, dark, light, glow }
}
