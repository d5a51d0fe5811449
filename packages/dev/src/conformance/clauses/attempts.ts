import { eventually } from '../../eventually.ts'
import { type Clause, expect } from '../clause.ts'
import { deadLetter, deadLettersOf } from '../dead-letters.ts'
import { poison } from '../poison.ts'
import { priceChange, priceChanges, someProduct } from '../prices.ts'
import { eventLog, handled, say, type World } from '../world.ts'

/** dapr/resiliency.yaml: the first attempt and eight more, three seconds apart. */
const attempts = 9
const apart = 3_000

export const boundedAttempts: Clause = {
  id: 'attempts',
  title: 'A handler that fails is tried nine times, evenly spaced, and then no more.',
  async check(world) {
    const key = someProduct()
    const heal = await poison(world, 'basket', 'prices', 'product_id', key)
    const [id = ''] = await say(world, [priceChange(key)])
    const others = await say(world, priceChanges(10))
    await eventually('the dead letter', () => deadLetter(world, 'basket', id), 90_000)
    await heal()
    await handled(world, 'basket', others)
    return spacing(world, id)
  },
}

async function spacing(world: World, id: string): Promise<string> {
  const lines = (await eventLog(world, 'basket')).filter((line) => line.eventId === id)
  const times = lines.map((line) => Date.parse(line.time)).sort((a, b) => a - b)
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(times.length === attempts, `${times.length} attempts, not ${attempts}`)
  const wanted = apart * world.scale
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)]
  // The wait begins when the answer has come back, so a gap is a little longer than the wait.
  expect(least >= wanted * 0.9, `attempts came after ${least} ms, not ${wanted} ms`)
  expect(most <= wanted + 1_500, `attempts came after ${most} ms, not ${wanted} ms`)
  return `${attempts} attempts, ${least} to ${most} ms apart (${wanted} ms and the answer)`
}

export const deadLetters: Clause = {
  id: 'dead-letters',
  title: 'A dead letter has its topic, id and consumer, and the reason is on record.',
  async check(world) {
    const key = someProduct()
    const heal = await poison(world, 'basket', 'prices', 'product_id', key)
    const [id = ''] = await say(world, [priceChange(key)])
    const letter = await eventually(
      'the dead letter',
      () => deadLetter(world, 'basket', id),
      90_000,
    )
    await heal()
    expect(letter.topic === 'product-price-changes', `its topic is ${letter.topic}`)
    expect(letter.consumer === 'basket', `its consumer is ${letter.consumer}`)
    expect(letter.data.productId === key, 'its payload is another')
    const failure = await failureOf(world, id)
    expect(failure.attempts === attempts, `${failure.attempts} attempts are on record`)
    expect(failure.last_error.includes('poisoned'), `the reason is ${failure.last_error}`)
    return `product-price-changes, ${attempts} attempts, “${failure.last_error.slice(0, 60)}…”`
  },
}

const failureOf = async ({ databases }: World, id: string) => {
  const [row] = await databases.query<{ attempts: number; last_error: string }>(
    'basket',
    'select attempts, last_error from failures where event_id = $1',
    [id],
  )
  return row ?? { attempts: 0, last_error: '' }
}

export const malformed: Clause = {
  id: 'malformed',
  title: 'A malformed event is a dead letter at once, and holds up no other.',
  async check(world) {
    const broken = priceChange(someProduct(), 1, { newPrice: 'free' })
    const [id = ''] = await say(world, [broken])
    const others = await say(world, priceChanges(10))
    await handled(world, 'basket', others)
    await eventually('the dead letter', () => deadLetter(world, 'basket', id), 15_000)
    const { attempts: tried, last_error: reason } = await failureOf(world, id)
    expect(tried === 1, `it was tried ${tried} times`)
    expect((await deadLettersOf(world, 'basket', others)).length === 0, 'good events went with it')
    return `one attempt, “${reason.replaceAll('\n', ' ').slice(0, 60)}…”`
  },
}
