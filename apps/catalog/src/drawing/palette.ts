export type Palette = {
  /** The sky, from the top down. */
  readonly sky: readonly [string, string]
  readonly far: string
  readonly near: string
  readonly ground: string
  /** The three colours that a product may have. */
  readonly colours: readonly [string, string, string]
  readonly dark: string
  readonly light: string
  readonly glow: string
}

const palettes: Readonly<Record<string, Palette>> = {
  fjellby: {
    sky: ['#eaf1f3', '#bcd5df'],
    far: '#98b9c6',
    near: '#5c8a9c',
    ground: '#41697a',
    colours: ['#d8563d', '#f0b347', '#2f5d73'],
    dark: '#1d313c',
    light: '#fbf5e8',
    glow: '#ffe3a1',
  },
  nordkamm: {
    sky: ['#f0eef8', '#c6c8e6'],
    far: '#a3a9d4',
    near: '#6a73ae',
    ground: '#464e86',
    colours: ['#f08a35', '#2d4aa0', '#e4e7f5'],
    dark: '#1b2042',
    light: '#fdfcff',
    glow: '#ffe0b0',
  },
  tannwood: {
    sky: ['#f8f0df', '#e7d3aa'],
    far: '#bdb788',
    near: '#7d8a58',
    ground: '#5a663c',
    colours: ['#a65f2b', '#4b5f36', '#d9a441'],
    dark: '#2b2819',
    light: '#fbf4e3',
    glow: '#ffd98a',
  },
  velora: {
    sky: ['#fff1e6', '#fbcdb8'],
    far: '#f3a892',
    near: '#d0706a',
    ground: '#9c4853',
    colours: ['#1c8a86', '#f4c53c', '#e2483f'],
    dark: '#2d1f2f',
    light: '#fffaf2',
    glow: '#fff0b8',
  },
  brightwater: {
    sky: ['#eafaf6', '#abdfdd'],
    far: '#7cc8c8',
    near: '#3a98a2',
    ground: '#1f6f7e',
    colours: ['#ff8257', '#0f6079', '#f7d25c'],
    dark: '#0c2b38',
    light: '#f7fffd',
    glow: '#fff2b5',
  },
  kestrel: {
    sky: ['#f6f0ea', '#dccbbf'],
    far: '#bda698',
    near: '#8a7166',
    ground: '#63504a',
    colours: ['#c8702a', '#3c6e73', '#ead9b8'],
    dark: '#2a2220',
    light: '#fdf8f2',
    glow: '#ffdf9e',
  },
}

const plain: Palette = {
  sky: ['#f3f3f1', '#d5d8d6'],
  far: '#b4bbb8',
  near: '#7f8a87',
  ground: '#5b6663',
  colours: ['#c4573a', '#3d6b77', '#dcae4c'],
  dark: '#23292a',
  light: '#fafaf7',
  glow: '#ffe6a8',
}

/** A brand's colours; plain ones for a brand that came later. */
export const paletteOf = (brandId: string): Palette => palettes[brandId] ?? plain
