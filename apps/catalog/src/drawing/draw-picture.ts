import { drawBackdrop, ground, side } from './backdrop.ts'
import { drawBackpack } from './backpack.ts'
import { drawBicycle } from './bicycle.ts'
import { createDice, type Dice } from './dice.ts'
import type { Draw } from './drawing.ts'
import { drawKitchenware } from './kitchenware.ts'
import { drawLight } from './light.ts'
import { type Palette, paletteOf } from './palette.ts'
import { disc } from './svg.ts'
import { drawTent } from './tent.ts'

type Subject = { readonly id: string; readonly brandId: string; readonly categoryId: string }

const drawings: Readonly<Record<string, Draw>> = {
  backpacks: drawBackpack,
  tents: drawTent,
  cycling: drawBicycle,
  'camp-kitchen': drawKitchenware,
  lighting: drawLight,
}

/** The picture of a product that has none of its own: always the same, and like no other's. */
export function drawPicture({ id, brandId, categoryId }: Subject): string {
  const dice = createDice(id)
  const palette = shuffle(dice, paletteOf(brandId))
  const night = categoryId === 'lighting'
  const backdrop = drawBackdrop(dice, palette, night)
  const product = (drawings[categoryId] ?? drawParcel)(id, dice, palette)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}">${backdrop}${shadow}${product}</svg>`
}

const shadow = `<ellipse cx="240" cy="${ground + 8}" rx="170" ry="12" fill="#000" opacity="0.18"/>`

/** Which of its brand's colours a product has most of. */
function shuffle(dice: Dice, palette: Palette): Palette {
  const [a, b, c] = palette.colours
  const colours = dice.pick<Palette['colours']>([
    [a, b, c],
    [b, a, c],
    [c, b, a],
    [a, c, b],
    [b, c, a],
  ])
  return { ...palette, colours }
}

/** For a category that came later. */
const drawParcel: Draw = (_id, dice, { colours: [main, , trim], light }) => {
  const w = dice.between(150, 220)
  const h = dice.between(130, 200)
  const left = 240 - w / 2
  return `<rect x="${left}" y="${ground - h}" width="${w}" height="${h}" rx="12" fill="${main}"/><rect x="226" y="${ground - h}" width="28" height="${h}" fill="${trim}"/>${disc(240, ground - h / 2, dice.between(20, 34), light)}`
}
