import type { StuckList } from '@shop/kit/api-operations.ts'
import { stuckAnswer } from '@shop/kit/internal-answers.ts'
import { hearers } from './apps.ts'
import { askServices } from './ask-services.ts'
import type { OperationsService } from './service.ts'

/** What has asked in vain in any service, the longest first. */
export async function readStuck(service: OperationsService): Promise<StuckList> {
  const token = await service.serviceToken()
  const told = await askServices(service, hearers, '/internal/stuck', stuckAnswer, token)
  const items = [...told.answers].flatMap(([app, { stuck }]) =>
    stuck.map((one) => ({ app, ...one })),
  )
  return {
    items: items.sort((a, b) => a.since.localeCompare(b.since)),
    missing: [...told.missing],
  }
}
