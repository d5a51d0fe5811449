import { askOrdering } from './ask-ordering.ts'
import { createListener } from './listen.ts'
import { forgetMails } from './mail-queue.ts'
import { sendMails } from './send-mails.ts'
import type { NotificationsService } from './service.ts'
import type { Streams } from './streams.ts'
import { forgetUpdates } from './update-store.ts'

/** The background work of notifications. Gives what wakes the sending of mail. */
export function startWorkers(service: NotificationsService, streams: Streams): () => void {
  listenForUpdates(service, streams)
  const { config, now, db } = service
  service.every('heartbeat', config.HEARTBEAT_EVERY, async () => streams.beat())
  service.every('streams', 1_000, async () => {
    streams.endExpired(now())
    streams.wakeFailed()
  })
  service.every('ask-ordering', Math.min(config.ASK_AGAIN_AFTER / 4, 5_000), () =>
    askOrdering(service),
  )
  service.every('forget', 3_600_000, async () => {
    const before = new Date(now().getTime() - config.UPDATES_KEPT)
    await forgetUpdates(db, before)
    await forgetMails(db, before)
  })
  if (config.MAIL_BINDING === '') return () => {}
  const mail = service.every('mail', 5_000, () => sendMails(service))
  return () => mail.wake()
}

function listenForUpdates(service: NotificationsService, streams: Streams) {
  const { config, log } = service
  const listener = createListener({
    url: config.DATABASE_URL,
    log,
    onUpdate: streams.wakeBuyer,
    onListening: streams.wakeAll,
    onLost: () => loop.wake(),
  })
  const loop = service.every('listen', 5_000, listener.keep)
  service.onDrain(async () => {
    streams.close()
    await listener.close()
  })
}
