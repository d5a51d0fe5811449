import { createLog } from '@shop/kit/log.ts'
import { createAnnouncer } from '../src/announce.ts'
import type { Place } from '../src/update-store.ts'

/** Notices that arrive, or fail, when the test says so. */
function slowNotices() {
  const sent: (readonly Place[])[] = []
  const answers: ((error?: Error) => void)[] = []
  const notify = (places: readonly Place[]) => {
    sent.push(places)
    return new Promise<void>((resolve, reject) => {
      answers.push((error) => (error ? reject(error) : resolve()))
    })
  }
  const answer = async (error?: Error) => {
    answers.shift()?.(error)
    await new Promise(setImmediate)
  }
  return { announce: createAnnouncer(notify, createLog('test', 'silent')), sent, answer }
}

test('what comes while one notice is on its way goes together, the highest of each buyer', async () => {
  const { announce, sent, answer } = slowNotices()
  announce({ buyerId: 'alice', seq: 1 })
  announce({ buyerId: 'bob', seq: 5 })
  announce({ buyerId: 'alice', seq: 3 })
  announce({ buyerId: 'alice', seq: 2 })
  await answer()
  await answer()
  expect(sent).toEqual([
    [{ buyerId: 'alice', seq: 1 }],
    [
      { buyerId: 'bob', seq: 5 },
      { buyerId: 'alice', seq: 3 },
    ],
  ])
})

test('a notice that fails holds up no later one', async () => {
  const { announce, sent, answer } = slowNotices()
  announce({ buyerId: 'alice', seq: 1 })
  await answer(new Error('the database is away'))
  announce({ buyerId: 'alice', seq: 2 })
  expect(sent.at(-1)).toEqual([{ buyerId: 'alice', seq: 2 }])
})
