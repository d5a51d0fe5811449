import type { RangeItem } from './range.ts'

export const cycling: readonly RangeItem[] = [
  {
    name: 'Snarvei City Bike',
    brandId: 'fjellby',
    price: 79_900,
    description:
      'Eight gears in the hub, a belt instead of a chain and brakes that do not mind the rain. It is made for every day of the year and asks for almost nothing.',
  },
  {
    name: 'Kyst Touring Bike',
    brandId: 'fjellby',
    price: 129_900,
    description:
      'A steel frame with eyelets for every rack and a wheelbase that stays calm when loaded. The dynamo lights the road and charges your phone.',
  },
  {
    name: 'Gipfel Hardtail Bike',
    brandId: 'nordkamm',
    price: 149_900,
    description:
      'Short at the back and slack in front, it climbs willingly and descends with a grin. One ring, twelve gears and nothing that rattles.',
  },
  {
    name: 'Tobel Trail Bike',
    brandId: 'nordkamm',
    price: 219_900,
    description:
      'Plenty of travel for roots and drops, with a lever that firms it up for the way back. Guards under the frame take the knocks from stones.',
  },
  {
    name: 'Parish Roadster',
    brandId: 'tannwood',
    price: 99_900,
    description:
      'Upright, lugged and hand painted, with a leather saddle that learns your shape. The front rack carries a crate of apples and never complains.',
  },
  {
    name: 'Miller Cargo Bike',
    brandId: 'tannwood',
    price: 239_900,
    description:
      'A wooden box between the wheels takes two children or a week of shopping. Low gears and strong brakes make hills a pleasant matter.',
  },
  {
    name: 'Aria Road Bike',
    brandId: 'velora',
    price: 189_900,
    description:
      'A carbon frame drawn for long days, stiff at the pedals and kind to the back. Tyres up to thirty two millimetres let you take the pretty way.',
  },
  {
    name: 'Sterrato Gravel Bike',
    brandId: 'velora',
    price: 169_900,
    description:
      'Wide tyres and flared bars for roads that stop being roads. Three bottle mounts and a frame bag that bolts on without straps.',
  },
  {
    name: 'Pier Folding Bike',
    brandId: 'brightwater',
    price: 89_900,
    description:
      'Three folds and ten seconds make it a parcel that fits under a berth. All its bolts are stainless, because the sea finds everything else.',
  },
  {
    name: 'Boardwalk Cruiser',
    brandId: 'brightwater',
    price: 59_900,
    description:
      'Fat tyres, swept back bars and a single easy gear for the promenade. The frame is dipped and painted against salt from the inside too.',
  },
  {
    name: 'Swift Track Bike',
    brandId: 'kestrel',
    price: 109_900,
    description:
      'One gear, straight tubes and a line that has not changed in a hundred years. The hub flips from fixed to free when your knees ask for it.',
  },
  {
    name: 'Hobby Time Trial Bike',
    brandId: 'kestrel',
    price: 279_900,
    description:
      'Named after the fastest small falcon, it hides its cables and its brakes from the wind. Everything adjusts with one key that lives in the saddle.',
  },
]
