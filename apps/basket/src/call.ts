import { unavailable } from '@shop/kit/problem.ts'
import { type Answer, type Invocation, SidecarError } from '@shop/kit/sidecar.ts'
import type { BasketService } from './service.ts'

/** Shorter than whoever called this service waits, so that they hear what is the matter. */
const patience = 5_000

/** Calls another app for a shopper who waits: 503 where it is out of reach or in trouble. */
export async function call(
  { sidecar, log }: Pick<BasketService, 'sidecar' | 'log'>,
  invocation: Invocation,
): Promise<Answer> {
  const { app } = invocation
  const answer = await sidecar.invoke({ timeout: patience, ...invocation }).catch((error) => {
    if (!(error instanceof SidecarError)) throw error
    log.warn({ app, err: error }, 'an app is out of reach')
    throw unavailable(`${app} can not be reached; try again`)
  })
  if (answer.status < 500 && answer.status !== 429) return answer
  log.warn({ app, status: answer.status }, 'an app is in trouble')
  throw unavailable(`${app} can not answer now; try again`)
}
