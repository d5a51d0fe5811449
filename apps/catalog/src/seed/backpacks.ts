import type { RangeItem } from './range.ts'

export const backpacks: readonly RangeItem[] = [
  {
    name: 'Ridgeline 40 Trekking Pack',
    brandId: 'fjellby',
    price: 15_900,
    description:
      'A forty litre pack with a ventilated back and a hip belt that carries the weight where your legs are. Rain cover, pole loops and a wide front pocket are part of it.',
  },
  {
    name: 'Skarv 18 Daypack',
    brandId: 'fjellby',
    price: 6_900,
    description:
      'Light enough to forget and tough enough for a wet ridge, with room for lunch, a shell and a thermos. The straps tuck away when it travels as hand luggage.',
  },
  {
    name: 'Gletscher 55 Expedition Pack',
    brandId: 'nordkamm',
    price: 24_900,
    description:
      'Built for a week above the tree line, with a frame that adjusts to your back in seconds. Two ice axe holders and a rope strap keep your hands free.',
  },
  {
    name: 'Firn 30 Ski Touring Pack',
    brandId: 'nordkamm',
    price: 17_500,
    description:
      'Skis go on the side in one move and avalanche gear has a compartment of its own. The back panel opens fully, so nothing you need is ever at the bottom.',
  },
  {
    name: 'Harvest Roll Top Rucksack',
    brandId: 'tannwood',
    price: 12_900,
    description:
      'Waxed cotton, bridle leather and solid brass, made to look better in ten years. The roll top swallows a loaf, a blanket and a good book.',
  },
  {
    name: 'Orchard Canvas Satchel',
    brandId: 'tannwood',
    price: 8_900,
    description:
      'A weekday bag with a padded sleeve for a laptop and a pocket that fits a bottle upright. Its canvas is proofed twice and can be waxed again at home.',
  },
  {
    name: 'Cadence 12 Hydration Pack',
    brandId: 'velora',
    price: 7_900,
    description:
      'Sits high and close so that it never sways on a rough descent. A two litre bladder is included and the hose clips on with a magnet.',
  },
  {
    name: 'Courier 24 Bike Pack',
    brandId: 'velora',
    price: 9_900,
    description:
      'Welded seams keep a change of clothes dry through an hour of rain. Reflective panels are woven into the fabric and seen from every side.',
  },
  {
    name: 'Estuary 35 Dry Pack',
    brandId: 'brightwater',
    price: 11_900,
    description:
      'A waterproof pack that floats when it falls overboard and stands upright on deck. Padded straps make the walk from the landing comfortable too.',
  },
  {
    name: 'Tideline 20 Beach Pack',
    brandId: 'brightwater',
    price: 5_400,
    description:
      'Mesh at the bottom lets the sand out while towels and snacks stay in. It folds into its own pocket and weighs less than an apple.',
  },
  {
    name: 'Falcon 28 Speed Hiking Pack',
    brandId: 'kestrel',
    price: 13_900,
    description:
      'A vest and a rucksack in one, with bottles in front where you reach them. Everything that is not needed was left out, and it shows on the scales.',
  },
  {
    name: 'Windhover 45 Ultralight Pack',
    brandId: 'kestrel',
    price: 21_900,
    description:
      'Seven hundred grams of laminated fabric that shrugs off rain and brambles. The frame comes out to become a sit pad at camp.',
  },
]
