import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cellsWith } from '@shop/dev/crash/cells.ts'
import { type CrashShop, type OpenCrashShop, openCrashShop } from '@shop/dev/crash/crash-shop.ts'
import { rowOf } from '@shop/dev/crash/report.ts'
import { tryCell } from '@shop/dev/crash/try-cell.ts'
import { print } from '@shop/dev/print.ts'

// A handful of the crash matrix, one for each kind of process; `npm run crash` tries all of it.

const handful = [
  'basket/checkout.accepted/service',
  'grace-period/relay.claimed@GracePeriodConfirmed/sidecar',
  'catalog/event.handled@OrderStatusChangedToAwaitingValidation/postgres',
  'catalog/relay.published@OrderStockConfirmed/broker',
]

let open: OpenCrashShop
let crash: CrashShop

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-crash-'))
  open = await openCrashShop(folder, process.env['TEST_BROKER'] ?? 'redis', 0.2)
  crash = await open.started
}, 300_000)
afterAll(async () => {
  await open?.close()
  if (open) await rm(open.folder, { recursive: true, force: true })
})

test.each(cellsWith(handful))('$id: no order is lost, doubled or stuck', async (cell) => {
  const tried = await tryCell(crash, cell, { orders: 12, seed: 1 })
  print(`  ${rowOf(tried)}`)
  expect(tried.wrong).toEqual([])
})
