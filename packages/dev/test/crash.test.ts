import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contracts } from '@shop/kit/events.ts'
import { cells, cellsWith } from '../src/crash/cells.ts'
import { victimOf } from '../src/crash/processes.ts'
import { describe as describeTried, rowOf } from '../src/crash/report.ts'
import type { Tried } from '../src/crash/try-cell.ts'
import { root } from '../src/paths.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const kit = ['relay', 'subscriptions'].map((name) => read(`packages/kit/src/${name}.ts`)).join('')
const own: Readonly<Record<string, string>> = {
  basket: read('apps/basket/src/check-out.ts'),
  payment: read('apps/payment/src/charge-next.ts'),
}

test('no cell is there twice', () => {
  const ids = cells.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(cells)('$id: its step is one that the app takes', ({ app, point, detail }) => {
  const isShared = point.startsWith('event.') || point.startsWith('relay.')
  expect(isShared ? kit : own[app]).toContain(`failpoint('${point}'`)
  if (!isShared) return
  const contract = contracts.find(({ type }) => type === detail)
  const takers = point.startsWith('relay.') ? [contract?.from] : contract?.hears
  expect(takers).toContain(app)
})

test('each process of an order is killed: services, sidecars, the broker and the database', () => {
  const killed = new Set(cells.map((cell) => victimOf(cell, 'redis')))
  const services = ['basket', 'ordering', 'grace-period', 'catalog', 'payment']
  const sidecars = services.map((app) => `${app}.daprd`)
  const others = ['gateway', 'notifications', 'analytics', 'redis', 'postgres']
  const all = [...services, ...sidecars, ...others]
  expect([...killed].sort()).toEqual(all.sort())
})

test('nothing may be missing while no broker has been killed: those cells come last', () => {
  const victims = cells.map(({ victim }) => victim)
  expect(victims.slice(victims.indexOf('broker')).every((one) => one === 'broker')).toBe(true)
})

test('cells are chosen by parts of their names', () => {
  expect(cellsWith([])).toBe(cells)
  expect(cellsWith(['PAYMENT/charge.claimed']).map(({ id }) => id)).toEqual([
    'payment/charge.claimed/service',
  ])
  expect(cellsWith(['no such step'])).toEqual([])
})

const [cell] = cells
const tried = (wrong: readonly string[]): Tried => {
  if (!cell) throw new Error('there are no cells')
  return { cell, wrong, seconds: 7.25, saidAgain: 2, sentAgain: 31, notes: ['dead letters: 1'] }
}

test('the table has a row a cell, and says in the end whether all was well', () => {
  const text = describeTried({ broker: 'redis', seconds: 65, tried: [tried([])] })
  expect(text).toMatch(/^APP +STEP +KILLED .* RESULT/)
  expect(text).toMatch(/\nbasket +checkout.frozen +service +7.3 +2 +31 +ok +dead letters: 1\n/)
  expect(text).toContain(
    'redis: 1 cells in 1 min 05 s; no order was lost, doubled or stuck in any.',
  )
})

test('what was wrong is named', () => {
  const bad = tried(['order 1 has not come to an end', 'order 2 is Paid'])
  const text = describeTried({ broker: 'redis', seconds: 5, tried: [bad] })
  expect(text).toContain('order 1 has not come to an end, and 1 more')
  expect(text).toContain('1 of them not as they have to be')
  expect(rowOf(bad)).toBe(
    '✗ basket/checkout.frozen/service (7.25 s; 2 said again; dead letters: 1)',
  )
})
