// A process for tests to kill: it claims the task in the database of its argument, and never ends.
import { openDatabase } from '@shop/kit/db.ts'
import { createLog } from '@shop/kit/log.ts'
import { claimRun } from '@shop/kit/task-execution.ts'
import type { Tables } from '@shop/ordering/tables.ts'

const db = openDatabase<Tables>('endless', process.argv[2] ?? '', 2, createLog('endless', 'silent'))
await claimRun(
  db,
  'grace-period',
  () => new Date(),
  () => new Promise<{ confirmed: number }>(() => process.stdout.write('claimed\n')),
)
