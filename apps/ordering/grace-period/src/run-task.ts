import { claimRun } from '@shop/kit/task-execution.ts'
import { type Counts, confirmGracePeriods } from './confirm-grace-periods.ts'
import type { Task } from './service.ts'

/** Runs the task for the present tick; undefined where another process does, or has done. */
export async function runTask(task: Task): Promise<Counts | undefined> {
  const run = () => confirmGracePeriods(task, task.now())
  const counts = await claimRun(task.db, 'grace-period', task.now, run)
  const idle = !counts || Object.values(counts).every((count) => count === 0)
  if (!idle) task.log.info({ ...counts }, 'confirmed grace periods')
  return counts
}
