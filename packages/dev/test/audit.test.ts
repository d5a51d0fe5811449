import { judgeTwice } from '@shop/dev/audit/audit.ts'
import type { Databases, Query } from '@shop/dev/audit/databases.ts'

// The checks themselves are tried on a real shop: tests/audit.test.ts.

const given = { limit: 1_000, brokerMayLose: false }

/** A shop of one app, and what waits in its outbox each time that one looks. */
function waiting(idAt: (look: number) => string | undefined): Databases {
  let look = 0
  const query = (async (text: string) => {
    if (!text.includes('published_at is null')) return []
    look += 1
    const id = idAt(look)
    return id ? [{ id, what: 'it waits' }] : []
  }) as Query
  return new Map([['analytics', query]])
}

const faults = async (databases: Databases, wait: number) =>
  (await judgeTwice(databases, given, wait)).flatMap(({ check, violations }) =>
    violations.map(({ id }) => `${check} ${id}`),
  )

// Between two looks that count there is one that waits for the shop to come to rest.

test('an event that was said just before the books are read is no violation', async () => {
  expect(
    await faults(
      waiting((look) => (look === 1 ? 'e1' : undefined)),
      5_000,
    ),
  ).toEqual([])
})

test('nor is another one that was said just before they are read again', async () => {
  expect(
    await faults(
      waiting((look) => [undefined, 'e1', undefined, 'e2'][look]),
      5_000,
    ),
  ).toEqual([])
})

test('one that never leaves is', async () => {
  expect(
    await faults(
      waiting(() => 'e1'),
      100,
    ),
  ).toEqual(['everything-published e1'])
})

test('without waiting there is one look, and all of it counts', async () => {
  expect(
    await faults(
      waiting(() => 'e1'),
      0,
    ),
  ).toEqual(['everything-published e1'])
})
