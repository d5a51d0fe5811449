import type { TaskRuns } from '@shop/kit/api-operations.ts'
import { tasksAnswer } from '@shop/kit/internal-answers.ts'
import { services } from './apps.ts'
import { askServices } from './ask-services.ts'
import type { OperationsService } from './service.ts'

type Run = TaskRuns['items'][number]

/** The runs of all tasks, the latest first. */
export async function readTasks(service: OperationsService): Promise<TaskRuns> {
  const token = await service.serviceToken()
  const told = await askServices(service, services, '/internal/tasks', tasksAnswer, token)
  const all = [...told.answers].flatMap(([app, { runs }]) => runs.map((run) => ({ app, ...run })))
  return {
    items: onceEach(all).sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
    missing: [...told.missing],
  }
}

/** Two apps with their tasks in one database tell the same: a task's own app goes before. */
function onceEach(runs: readonly Run[]): Run[] {
  const known = new Map<string, Run>()
  for (const run of runs) if (!known.has(run.id) || run.app === run.name) known.set(run.id, run)
  return [...known.values()]
}
