import { ground } from './backdrop.ts'
import { type Colours, coloursOf, type Draw } from './drawing.ts'
import { kindOf } from './kind.ts'
import { disc, shape, stroke, svg } from './svg.ts'

type Form = (w: number, h: number, colours: Colours) => string

const words = [
  ['dome', 'dome'],
  ['tunnel', 'tunnel'],
  ['family', 'tunnel'],
  ['bell', 'bell'],
  ['tarp', 'ridge'],
  ['pole', 'ridge'],
  ['beach', 'dome'],
] as const

/** A pitched tent: a dome, a tunnel, a bell or one that hangs between two poles. */
export const drawTent: Draw = (id, dice, palette) => {
  const kind = kindOf<keyof typeof forms>(id, dice, words, ['dome', 'tunnel', 'ridge', 'bell'])
  const w = dice.between(175, 205)
  const h = dice.between(170, 205)
  const tall = kind === 'tunnel' ? h * 0.85 : h
  const tufts = [dice.between(60, 110), dice.between(370, 420)].filter(() => dice.chance(0.5))
  return [
    ropes(w, tall * 0.7, palette.light),
    forms[kind](w, tall, coloursOf(palette)),
    ...tufts.map((x) => grass(x, palette.dark)),
  ].join('')
}

const ropes = (w: number, h: number, light: string) =>
  `<g opacity="0.8">${stroke(svg`M240 ${ground - h}L${240 - w - 28} ${ground + 6}M240 ${ground - h}L${240 + w + 28} ${ground + 6}`, light, 2.5)}</g>`

const grass = (x: number, dark: string) =>
  `<g opacity="0.5">${stroke(svg`M${x} ${ground + 34}l-7 -20M${x} ${ground + 34}l1 -26M${x} ${ground + 34}l9 -18`, dark, 4)}</g>`

/** The door: dark inside, a lamp's glow, and its flap rolled to the side. */
const door = (x: number, half: number, h: number, { dark, glow, trim }: Colours) =>
  shape(
    svg`M${x - half} ${ground}Q${x - half * 0.7} ${ground - h} ${x} ${ground - h}Q${x + half * 0.7} ${ground - h} ${x + half} ${ground}Z`,
    dark,
  ) +
  `<g opacity="0.9">${disc(x, ground - h * 0.3, half * 0.24, glow)}</g><g opacity="0.25">${disc(x, ground - h * 0.3, half * 0.5, glow)}</g>` +
  shape(
    svg`M${x - half} ${ground}Q${x - half * 0.7} ${ground - h} ${x} ${ground - h}Q${x - half * 0.35} ${ground - h * 0.6} ${x - half * 0.55} ${ground}Z`,
    trim,
  )

const forms = {
  dome: (w, h, colours) =>
    shape(
      svg`M${240 - w} ${ground}C${240 - w * 0.8} ${ground - h * 0.9} ${240 - w * 0.35} ${ground - h} 240 ${ground - h}C${240 + w * 0.35} ${ground - h} ${240 + w * 0.8} ${ground - h * 0.9} ${240 + w} ${ground}Z`,
      colours.main,
    ) +
    shape(
      svg`M240 ${ground - h}C${240 + w * 0.35} ${ground - h} ${240 + w * 0.8} ${ground - h * 0.9} ${240 + w} ${ground}H${240 + w * 0.5}C${240 + w * 0.5} ${ground - h * 0.6} ${240 + w * 0.25} ${ground - h * 0.9} 240 ${ground - h}Z`,
      colours.second,
    ) +
    stroke(
      svg`M${240 - w} ${ground}C${240 - w * 0.6} ${ground - h * 0.9} ${240 - w * 0.1} ${ground - h} 240 ${ground - h}C${240 + w * 0.25} ${ground - h * 0.9} ${240 + w * 0.5} ${ground - h * 0.6} ${240 + w * 0.5} ${ground}`,
      colours.dark,
      4,
    ) +
    door(240 - w * 0.12, w * 0.34, h * 0.66, colours),
  tunnel: (w, h, colours) =>
    shape(
      svg`M${240 - w * 0.5} ${ground}C${240 - w * 0.45} ${ground - h * 1.25} ${240 + w * 0.6} ${ground - h * 1.15} ${240 + w * 1.05} ${ground}Z`,
      colours.second,
    ) +
    stroke(
      svg`M${240 + w * 0.42} ${ground - h * 0.84}Q${240 + w * 0.72} ${ground - h * 0.5} ${240 + w * 0.7} ${ground}`,
      colours.dark,
      4,
    ) +
    shape(
      svg`M${240 - w} ${ground}C${240 - w * 0.98} ${ground - h * 1.3} ${240 + w * 0.22} ${ground - h * 1.3} ${240 + w * 0.26} ${ground}Z`,
      colours.main,
    ) +
    stroke(
      svg`M${240 - w} ${ground}C${240 - w * 0.98} ${ground - h * 1.3} ${240 + w * 0.22} ${ground - h * 1.3} ${240 + w * 0.26} ${ground}`,
      colours.dark,
      4,
    ) +
    door(240 - w * 0.37, w * 0.38, h * 0.72, colours),
  ridge: (w, h, colours) =>
    shape(
      svg`M${240 + w * 0.25} ${ground - h * 0.96}L${240 + w * 1.08} ${ground}H${240 + w * 0.4}L${240 - w * 0.2} ${ground - h}Z`,
      colours.second,
    ) +
    shape(
      svg`M${240 - w * 0.2} ${ground - h}L${240 - w} ${ground}H${240 + w * 0.5}Z`,
      colours.main,
    ) +
    shape(
      svg`M${240 - w * 0.2} ${ground - h * 0.78}L${240 - w * 0.56} ${ground}H${240 + w * 0.16}Z`,
      colours.dark,
    ) +
    `<g opacity="0.9">${disc(240 - w * 0.2, ground - h * 0.2, 13, colours.glow)}</g>` +
    shape(
      svg`M${240 - w * 0.2} ${ground - h * 0.78}L${240 + w * 0.16} ${ground}L${240 + w * 0.26} ${ground - h * 0.14}Z`,
      colours.trim,
    ) +
    stroke(svg`M${240 - w * 0.2} ${ground - h - 14}V${ground - h * 0.78}`, colours.dark, 5),
  bell: (w, h, colours) => {
    const top = ground - h * 1.2
    const wall = ground - h * 0.34
    return (
      shape(
        svg`M240 ${top}L${240 + w} ${wall}L${240 + w * 0.94} ${ground}H${240 - w * 0.94}L${240 - w} ${wall}Z`,
        colours.main,
      ) +
      shape(
        svg`M240 ${top}L${240 + w} ${wall}L${240 + w * 0.94} ${ground}H${240 + w * 0.45}L${240 + w * 0.42} ${wall}Z`,
        colours.second,
      ) +
      stroke(svg`M${240 - w} ${wall}H${240 + w}`, colours.trim, 7) +
      stroke(
        svg`M240 ${top}L${240 - w * 0.55} ${wall}M240 ${top}L${240 + w * 0.42} ${wall}`,
        colours.dark,
        2.5,
      ) +
      door(240, w * 0.3, h * 0.72, colours) +
      stroke(svg`M240 ${top}V${top - 26}`, colours.dark, 4) +
      shape(svg`M240 ${top - 26}l36 9l-36 10Z`, colours.trim)
    )
  },
} satisfies Readonly<Record<string, Form>>
