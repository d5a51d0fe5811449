import type { RangeItem } from './range.ts'

export const lighting: readonly RangeItem[] = [
  {
    name: 'Polaris Storm Lantern',
    brandId: 'fjellby',
    price: 4_900,
    description:
      'A warm light behind real glass that turns down to the glow of a candle. It runs for sixty hours and charges whatever else is empty.',
  },
  {
    name: 'Nattlys Tent Lamp',
    brandId: 'fjellby',
    price: 2_900,
    description:
      'Hang it from the ridge and the whole tent is lit without a shadow. The red setting finds a sock and wakes nobody.',
  },
  {
    name: 'Grat 900 Headlamp',
    brandId: 'nordkamm',
    price: 9_900,
    description:
      'Nine hundred lumens for the start at three in the morning, and a beam that dims as you look at the map. Buttons are made for thick gloves.',
  },
  {
    name: 'Spalte Rescue Light',
    brandId: 'nordkamm',
    price: 5_900,
    description:
      'Seen for five kilometres and waterproof to ten metres, it flashes for a week. Clip it to the pack and forget it until you need it.',
  },
  {
    name: 'Chandler Brass Lantern',
    brandId: 'tannwood',
    price: 7_400,
    description:
      'Spun brass and hand blown glass around a wick that any oil will feed. It smells of harbours and evenings that go on too long.',
  },
  {
    name: 'Beekeeper Candle Lamp',
    brandId: 'tannwood',
    price: 3_600,
    description:
      'One beeswax candle lights supper for nine hours inside a folding frame of tin. Three spare candles come in the lid.',
  },
  {
    name: 'Fanale Front Light',
    brandId: 'velora',
    price: 6_900,
    description:
      'A clean cut off lights the road and not the eyes of others. It knows when you slow down and saves its strength.',
  },
  {
    name: 'Rubino Rear Light',
    brandId: 'velora',
    price: 3_900,
    description:
      'Brightens when you brake and is seen from both sides. The strap fits round and aero seatposts alike.',
  },
  {
    name: 'Beacon Deck Light',
    brandId: 'brightwater',
    price: 5_400,
    description:
      'It floats, it glows when it touches water and it cannot be lost in the dark. The magnet in its base holds on to any rail.',
  },
  {
    name: 'Reef Waterproof Torch',
    brandId: 'brightwater',
    price: 4_400,
    description:
      'A slim torch for night swims and engine rooms, sealed to forty metres. Twist the head from a wide flood to a narrow beam.',
  },
  {
    name: 'Owl 300 Running Headlamp',
    brandId: 'kestrel',
    price: 6_400,
    description:
      'Fifty grams on your forehead, balanced so that it never bounces. A light at the back tells others where you are.',
  },
  {
    name: 'Nightjar Micro Lantern',
    brandId: 'kestrel',
    price: 2_600,
    description:
      'As small as a plum and bright enough to cook by. It clips to a cap, a cord or a pocket and charges in an hour.',
  },
]
