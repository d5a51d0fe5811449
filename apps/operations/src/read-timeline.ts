import type { Timeline } from '@shop/kit/api-operations.ts'
import type { User } from '@shop/kit/auth.ts'
import { trailAnswer } from '@shop/kit/internal-answers.ts'
import { notFound } from '@shop/kit/problem.ts'
import { services } from './apps.ts'
import { askServices } from './ask-services.ts'
import { mergeTimeline } from './merge-timeline.ts'
import type { OperationsService } from './service.ts'

/** More than a person reads. */
const most = 500

/** What happened to an order in all services; 404 where all answer and none knows it. */
export async function readTimeline(
  service: OperationsService,
  user: User,
  orderId: string,
): Promise<Timeline> {
  const path = `/internal/events?subject=${orderId}`
  const [{ answers, missing }, { letters, acts }] = await Promise.all([
    askServices(service, services, path, trailAnswer, user.token),
    desk(service, orderId),
  ])
  const entries = mergeTimeline(answers, letters, acts)
  if (entries.length === 0 && missing.length === 0) throw notFound('The order')
  return { orderId, entries, missing: [...missing] }
}

/** What the desk itself knows of an order. */
async function desk({ db }: OperationsService, orderId: string) {
  const letters = await db
    .selectFrom('dead_letters')
    .where('subject', '=', orderId)
    .selectAll()
    .orderBy('first_arrived_at')
    .limit(most)
    .execute()
  const ids = letters.map((letter) => letter.id)
  if (ids.length === 0) return { letters, acts: [] }
  const acts = await db
    .selectFrom('audit')
    .where('dead_letter_id', 'in', ids)
    .selectAll()
    .orderBy('at')
    .execute()
  return { letters, acts }
}
