import { nextAsk } from '@shop/kit/asking.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { SidecarError } from '@shop/kit/sidecar.ts'
import { isMailed, writeMail } from './mail.ts'
import { claimMail, noteFailure, noteSent } from './mail-queue.ts'
import type { NotificationsService } from './service.ts'
import type { MailsTable } from './tables.ts'

/** Longer than the sidecar is given for one mail. */
const claimLasts = 60_000
/** The wait after a first failure; it doubles as that between questions does, and ends as it does. */
const retryAfter = 30_000

/** Sends what is queued until nothing more can leave. */
export async function sendMails(service: NotificationsService) {
  let more = true
  while (more) more = await sendNext(service)
}

/**
 * A mail leaves at least once. It leaves twice only where nobody can know that it has left: when
 * the process dies before it could note it, or the sidecar gives no answer in time.
 */
async function sendNext(service: NotificationsService): Promise<boolean> {
  const { db, now, log } = service
  const mail = await inTransaction(db, (tx) => claimMail(tx, now(), after(now(), claimLasts)))
  if (!mail) return false
  const about = { orderId: mail.order_id, status: mail.status, attempts: mail.attempts }
  const error = await send(service, mail)
  if (error === undefined) {
    await noteSent(db, mail, now())
    log.info(about, 'mail sent')
    return true
  }
  const wait = nextAsk(mail.attempts - 1, retryAfter)
  const tryAgainAt = wait === undefined ? undefined : after(now(), wait)
  await noteFailure(db, mail, { reason: String(error), tryAgainAt }, now())
  // What the binding says stays in the table: it may quote the address.
  const code = error instanceof SidecarError ? error.code : 'unknown'
  log.error({ ...about, code }, tryAgainAt ? 'mail not sent; will try again' : 'mail given up')
  return true
}

const after = (time: Date, ms: number) => new Date(time.getTime() + ms)

/** Gives the error where it did not leave. */
async function send({ sidecar, config }: NotificationsService, mail: MailsTable): Promise<unknown> {
  const { email, status, order_id: orderId, description } = mail
  if (!email || !isMailed(status)) return undefined
  const { subject, html } = writeMail({ orderId, status, description })
  return sidecar
    .bind(config.MAIL_BINDING, 'create', html, { emailTo: email, subject })
    .catch((error: unknown) => error ?? 'unknown')
}
