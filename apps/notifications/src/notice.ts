import { z } from 'zod'
import type { Place } from './update-store.ts'

/** The payload of a notification: the buyer's id and the update's number. */
const notice = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(z.tuple([z.string(), z.int()]))

/** The update that a replica tells of; undefined for what is no such notice. */
export function placeOf(payload: string): Place | undefined {
  const heard = notice.safeParse(payload)
  return heard.success ? { buyerId: heard.data[0], seq: heard.data[1] } : undefined
}
