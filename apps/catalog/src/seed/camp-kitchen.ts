import type { RangeItem } from './range.ts'

export const campKitchen: readonly RangeItem[] = [
  {
    name: 'Varme Gas Stove',
    brandId: 'fjellby',
    price: 6_400,
    description:
      'Boils a litre in under four minutes and simmers low enough for porridge. The legs fold flat and the windshield clips on without tools.',
  },
  {
    name: 'Glo Enamel Kettle',
    brandId: 'fjellby',
    price: 3_900,
    description:
      'A kettle that hangs over the fire and pours without a drip. Thick enamel keeps the taste of last night out of the tea.',
  },
  {
    name: 'Kochtopf Titanium Pot',
    brandId: 'nordkamm',
    price: 7_900,
    description:
      'Nine hundred millilitres, a hundred grams and a lid that strains. A gas cartridge fits inside, so it takes no room at all.',
  },
  {
    name: 'Hütte Cook Set',
    brandId: 'nordkamm',
    price: 11_900,
    description:
      'Two pots, a pan and four plates that nest and lock with one handle. Hard anodised inside, it cleans with a handful of snow.',
  },
  {
    name: 'Cider House Mug',
    brandId: 'tannwood',
    price: 2_400,
    description:
      'Stoneware glazed in the colours of autumn, with a handle for gloved fingers. It keeps half a litre warm for longer than you would think.',
  },
  {
    name: 'Smithy Iron Skillet',
    brandId: 'tannwood',
    price: 5_900,
    description:
      'Cast in sand and seasoned three times, it is ready for eggs on the first morning. Looked after, it will be ready for your grandchildren too.',
  },
  {
    name: 'Espresso Roadside Brewer',
    brandId: 'velora',
    price: 8_900,
    description:
      'Pump it by hand for nine bars and a proper crema at the top of the pass. It takes any ground coffee and rinses with a sip of water.',
  },
  {
    name: 'Domestique Insulated Bottle',
    brandId: 'velora',
    price: 3_400,
    description:
      'Cold for a whole ride and shaped to leave its cage with one tug. The cap opens with your teeth and never sprays.',
  },
  {
    name: 'Galley Nesting Pots',
    brandId: 'brightwater',
    price: 9_400,
    description:
      'Stainless pots with a thick base that stay put on a heeling stove. The handle comes off, and five pieces live in the space of one.',
  },
  {
    name: 'Regatta Tumbler Pair',
    brandId: 'brightwater',
    price: 2_900,
    description:
      'Two steel tumblers with a soft ring at the foot that grips a wet deck. Double walls keep the ice in and the heat out.',
  },
  {
    name: 'Sparrow Alcohol Stove',
    brandId: 'kestrel',
    price: 4_400,
    description:
      'Forty grams of brass that burn quietly and never clog. Windscreen, stand and measuring cup are all the same piece.',
  },
  {
    name: 'Harrier Cup and Spoon',
    brandId: 'kestrel',
    price: 3_200,
    description:
      'A titanium cup with marks for measuring and a long spoon that reaches the bottom of a pouch. Together they weigh less than a letter.',
  },
]
