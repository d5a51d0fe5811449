import type { RangeItem } from './range.ts'

export const tents: readonly RangeItem[] = [
  {
    name: 'Lofthus 2 Tunnel Tent',
    brandId: 'fjellby',
    price: 44_900,
    description:
      'A tunnel for two with a porch that takes both packs and wet boots. It goes up in one piece, so the inner stays dry in the worst of weather.',
  },
  {
    name: 'Vidda 3 Dome Tent',
    brandId: 'fjellby',
    price: 52_900,
    description:
      'Three sleepers, two doors and room to sit up and play cards. The crossed poles stand firm when the wind turns at night.',
  },
  {
    name: 'Biwak 1 Mountain Tent',
    brandId: 'nordkamm',
    price: 39_900,
    description:
      'Pitches on a ledge barely larger than your mat and stays there in a storm. The single wall fabric breathes, so mornings begin dry.',
  },
  {
    name: 'Basislager 4 Expedition Tent',
    brandId: 'nordkamm',
    price: 89_900,
    description:
      'Four poles, snow flaps and two porches make this a house for a month. Every part can be repaired with what is in the pole bag.',
  },
  {
    name: 'Meadow Bell Tent',
    brandId: 'tannwood',
    price: 69_900,
    description:
      'Heavy cotton canvas keeps it cool at noon and lets rain drum softly at night. Four metres across, it has room for beds, a rug and a table.',
  },
  {
    name: 'Hedgerow Tarp Shelter',
    brandId: 'tannwood',
    price: 11_900,
    description:
      'A square of proofed cotton with leather corners and fourteen tie points. Two trees, a length of cord and supper is under a roof.',
  },
  {
    name: 'Peloton 1 Bikepacking Tent',
    brandId: 'velora',
    price: 31_900,
    description:
      'Short poles let it ride between drop handlebars and your own bike holds up the porch. It is pitched in three minutes, even with cold fingers.',
  },
  {
    name: 'Gravel 2 Trail Tent',
    brandId: 'velora',
    price: 36_900,
    description:
      'Two doors mean nobody climbs over anybody at dawn. The pale fabric is bright inside and dries before the coffee is made.',
  },
  {
    name: 'Lagoon Beach Shelter',
    brandId: 'brightwater',
    price: 8_400,
    description:
      'Shade for four with pockets for sand that hold it down in a sea breeze. The floor zips up into a door when it is time to change.',
  },
  {
    name: 'Harbour 5 Family Tent',
    brandId: 'brightwater',
    price: 64_900,
    description:
      'Two dark bedrooms and a living room with windows on three sides. Colour coded sleeves mean the children can put it up.',
  },
  {
    name: 'Merlin 1 Trekking Pole Tent',
    brandId: 'kestrel',
    price: 34_900,
    description:
      'It stands on your walking poles and packs to the size of a water bottle. Taut lines and deep peaks shed wind from any side.',
  },
  {
    name: 'Osprey 2 Ultralight Tent',
    brandId: 'kestrel',
    price: 57_900,
    description:
      'Under a kilogram for two, with a full mesh inner for warm nights. Leave the inner at home and it becomes the lightest roof we know.',
  },
]
