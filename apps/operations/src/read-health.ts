import type { Health } from '@shop/kit/api-operations.ts'
import { apps } from './apps.ts'
import type { OperationsService } from './service.ts'

type AppHealth = Health['apps'][number]

/** Whether each app can be reached through the sidecars, and says that it is ready. */
export async function readHealth(service: OperationsService): Promise<Health> {
  const { now, isReady } = service
  const others = await Promise.all(apps.map((app) => healthOf(service, app)))
  const own: AppHealth = { app: 'operations', status: isReady() ? 'ready' : 'starting', ms: 0 }
  const all = [...others, own]
  return { at: now().toISOString(), ready: all.every((one) => one.status === 'ready'), apps: all }
}

async function healthOf({ sidecar, config }: OperationsService, app: string): Promise<AppHealth> {
  const started = performance.now()
  const timeout = config.ANSWER_TIMEOUT
  const status = await sidecar
    .invoke({
      app,
      method: 'GET',
      path: '/readyz',
      timeout,
      signal: AbortSignal.timeout(timeout),
    })
    .then(
      (answer): AppHealth['status'] => (answer.status === 200 ? 'ready' : 'starting'),
      (): AppHealth['status'] => 'unreachable',
    )
  return { app, status, ms: Math.round(performance.now() - started) }
}
