import { createLog } from '@shop/kit/log.ts'
import { createPump } from '../src/pump.ts'
import type { Stream } from '../src/stream.ts'
import type { Cursor, UpdateRow } from '../src/update-store.ts'

const row = (buyer_id: string, seq: number, after: number): UpdateRow => ({
  ...{ buyer_id, seq, after, order_id: 'o', version: 1, status: 'Paid', previous_status: null },
  description: '',
  occurred_at: new Date(),
})

/** A stream that only notes the places that it was brought to. */
function fakeStream(buyerId: string, start = 0) {
  const places: number[] = []
  const stream: Stream = {
    buyerId,
    after: () => places.at(-1) ?? start,
    isReady: () => true,
    send: (_text, after) => places.push(after),
    beat: () => true,
    isExpired: () => false,
    end: () => {},
  }
  return { stream, places }
}

/** A table that answers when the test says so. */
function slowTable(log = createLog('test', 'silent')) {
  const asked: (readonly Cursor[])[] = []
  const answers: ((rows: readonly UpdateRow[] | Error) => void)[] = []
  const read = (cursors: readonly Cursor[]) => {
    asked.push(cursors)
    return new Promise<readonly UpdateRow[]>((resolve, reject) => {
      answers.push((rows) => (rows instanceof Error ? reject(rows) : resolve(rows)))
    })
  }
  const answer = async (rows: readonly UpdateRow[] | Error) => {
    answers.shift()?.(rows)
    await new Promise(setImmediate)
  }
  return { look: createPump(read, log), asked, answer }
}

test('who is woken while its updates are being read is looked at once more', async () => {
  const { look, asked, answer } = slowTable()
  const { stream, places } = fakeStream('alice')
  look([stream])
  look([stream])
  await answer([])
  await answer([row('alice', 1, 0)])
  expect(asked).toHaveLength(2)
  expect(places).toEqual([1])
})

test('one query serves many streams, and a place that several share is asked for once', async () => {
  const { look, asked, answer } = slowTable()
  const streams = [fakeStream('alice'), fakeStream('alice'), fakeStream('bob', 7)]
  look(streams.map(({ stream }) => stream))
  expect(asked).toEqual([
    [
      { buyerId: 'alice', after: 0 },
      { buyerId: 'bob', after: 7 },
    ],
  ])
  await answer([row('alice', 1, 0), row('bob', 8, 7), row('alice', 2, 0)])
  expect(streams.map(({ places }) => places)).toEqual([[2], [2], [8]])
})

test('a full page is followed by the next', async () => {
  const { look, asked, answer } = slowTable()
  const { stream, places } = fakeStream('alice')
  look([stream])
  await answer(Array.from({ length: 50 }, (_, index) => row('alice', index + 1, 0)))
  await answer([row('alice', 51, 50)])
  expect(places).toEqual([50, 51])
  expect(asked.at(-1)).toEqual([{ buyerId: 'alice', after: 50 }])
})

test('what could not be read is read at the next look, whoever that is for', async () => {
  const { look, asked, answer } = slowTable()
  const { stream, places } = fakeStream('alice')
  look([stream])
  await answer(new Error('the database is away'))
  look([])
  await answer([row('alice', 1, 0)])
  expect(asked).toHaveLength(2)
  expect(places).toEqual([1])
})
