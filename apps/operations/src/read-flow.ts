import type { Flow } from '@shop/kit/api-operations.ts'
import { flowAnswer } from '@shop/kit/internal-answers.ts'
import { services } from './apps.ts'
import { askServices } from './ask-services.ts'
import { countAll } from './dead-letter-store.ts'
import { mergeFlow } from './merge-flow.ts'
import type { OperationsService } from './service.ts'

/** Asks all services how much has gone through them, and what their sidecars have loaded. */
export async function readFlow(service: OperationsService): Promise<Flow> {
  const { db, sidecar, now, serviceToken } = service
  const token = await serviceToken()
  const [{ answers }, letters, own] = await Promise.all([
    askServices(service, services, '/internal/flow', flowAnswer, token),
    countAll(db),
    sidecar.metadata().catch(() => null),
  ])
  return mergeFlow({ at: now(), answers, letters, own })
}
