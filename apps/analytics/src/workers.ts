import { createListener } from '@shop/kit/listen.ts'
import { askOrdering } from './ask-ordering.ts'
import { forgetEvents } from './event-store.ts'
import { saySummaries } from './say-summaries.ts'
import type { AnalyticsService } from './service.ts'
import { atMostEvery, changesChannel, createAnnouncer } from './streams/changes.ts'
import type { Streams } from './streams/streams.ts'

const second = 1_000

/** The background work of analytics. Gives what is to be called once an event has been taken. */
export function startWorkers(service: AnalyticsService, streams: Streams): () => void {
  const { config, now, db, log, every, onDrain } = service
  const announcer = createAnnouncer(db, log)

  every('summaries', second, () => saySummaries(service))
  every('ask-ordering', Math.min(config.ASK_AGAIN_AFTER / 4, 5_000), () =>
    askOrdering(service, announcer.wake),
  )
  every('forget', 3_600_000, () => forgetEvents(db, new Date(now().getTime() - config.EVENTS_KEPT)))
  every('heartbeat', config.HEARTBEAT_EVERY, async () => streams.beat())
  every('streams', second, async () => streams.endExpired(now()))
  onDrain(announcer.stop)
  listenToReplicas(service, streams)
  return announcer.wake
}

function listenToReplicas(service: AnalyticsService, streams: Streams) {
  const { config, log, now, every, onDrain } = service
  // Several replicas may tell of changes within one second.
  const change = atMostEvery(second, () => streams.changed(now()))
  const listener = createListener({
    url: config.DATABASE_URL,
    app: 'analytics',
    channel: changesChannel,
    log,
    onNotice: change.wake,
    // They may have changed while nobody listened.
    onListening: change.wake,
    onLost: () => loop.wake(),
  })
  const loop = every('listen', 5_000, listener.keep)
  onDrain(() => {
    change.stop()
    streams.close()
    listener.close()
  })
}
