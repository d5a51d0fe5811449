import type { Logger } from '@shop/kit/log.ts'
import { createPump } from './pump.ts'
import type { Stream } from './stream.ts'
import type { ReadAfter } from './update-pages.ts'
import type { Place } from './update-store.ts'

/** For a stream that had to make room: its client is not to push out the next one at once. */
const comeBackLate = 60_000

/** The open streams of this replica. */
export function createStreams(read: ReadAfter, perUser: number, log: Logger) {
  const byBuyer = new Map<string, Set<Stream>>()
  const look = createPump(read, log)
  let closed = false

  const all = () => [...byBuyer.values()].flatMap((streams) => [...streams])
  const remove = (stream: Stream) => {
    const streams = byBuyer.get(stream.buyerId)
    streams?.delete(stream)
    if (streams?.size === 0) byBuyer.delete(stream.buyerId)
  }
  const end = (stream: Stream, retry?: number) => {
    remove(stream)
    stream.end(retry)
  }
  return {
    /** Takes a stream in; where its user has too many, the oldest makes room. */
    add(stream: Stream) {
      if (closed) return stream.end()
      const streams = byBuyer.get(stream.buyerId) ?? new Set()
      byBuyer.set(stream.buyerId, streams.add(stream))
      const [oldest] = streams
      if (oldest && streams.size > perUser) end(oldest, comeBackLate)
      look([stream])
    },
    remove,
    /** Look for updates: of one stream, of one buyer's, of all, or where looking failed before. */
    wake: (stream: Stream) => look([stream]),
    wakeBuyer: ({ buyerId, seq }: Place) =>
      look([...(byBuyer.get(buyerId) ?? [])].filter((stream) => stream.after() < seq)),
    wakeAll: () => look(all()),
    wakeFailed: () => look([]),
    /** A sign of life to each; those that take nothing are dropped. */
    beat() {
      for (const stream of all()) if (!stream.beat()) end(stream)
    },
    endExpired(now: Date) {
      for (const stream of all()) if (stream.isExpired(now)) end(stream)
    },
    /** Ends all, and each that comes from now on: their clients take up at another replica. */
    close() {
      closed = true
      for (const stream of all()) end(stream)
    },
  }
}

export type Streams = ReturnType<typeof createStreams>
