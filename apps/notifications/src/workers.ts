import { createListener } from '@shop/kit/listen.ts'
import { createAnnouncer } from './announce.ts'
import { askOrdering } from './ask-ordering.ts'
import { forgetMails } from './mail-queue.ts'
import { placeOf } from './notice.ts'
import { sendMails } from './send-mails.ts'
import type { NotificationsService } from './service.ts'
import type { Streams } from './streams.ts'
import { forgetUpdates, notifyReplicas, type Place, updatesChannel } from './update-store.ts'

/** The background work of notifications. Gives what sets it going once an update is committed. */
export function startWorkers(service: NotificationsService, streams: Streams) {
  const { config, now, db, log } = service
  const announce = createAnnouncer((places) => notifyReplicas(db, places), log)
  const sendMail = mailWorker(service)
  const onTaken = (place: Place) => {
    streams.wakeBuyer(place)
    announce(place)
    sendMail()
  }

  service.every('heartbeat', config.HEARTBEAT_EVERY, async () => {
    streams.beat()
    // For updates of a replica that died before it could tell of them.
    streams.wakeAll()
  })
  service.every('streams', 1_000, async () => {
    streams.endExpired(now())
    streams.wakeFailed()
  })
  service.every('ask-ordering', Math.min(config.ASK_AGAIN_AFTER / 4, 5_000), () =>
    askOrdering(service, onTaken),
  )
  service.every('forget', 3_600_000, async () => {
    const before = new Date(now().getTime() - config.UPDATES_KEPT)
    await forgetUpdates(db, before)
    await forgetMails(db, before)
  })
  listenToReplicas(service, streams)
  return { onTaken }
}

/** Gives what wakes it. */
function mailWorker(service: NotificationsService): () => void {
  if (service.config.MAIL_BINDING === '') return () => {}
  const loop = service.every('mail', 5_000, () => sendMails(service))
  return () => loop.wake()
}

function listenToReplicas({ config, log, every, onDrain }: NotificationsService, streams: Streams) {
  const listener = createListener({
    url: config.DATABASE_URL,
    app: 'notifications',
    channel: updatesChannel,
    log,
    onNotice(payload) {
      const place = placeOf(payload)
      if (place) streams.wakeBuyer(place)
    },
    onListening: streams.wakeAll,
    onLost: () => loop.wake(),
  })
  const loop = every('listen', 5_000, listener.keep)
  onDrain(() => {
    streams.close()
    listener.close()
  })
}
