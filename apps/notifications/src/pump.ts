import type { Logger } from '@shop/kit/log.ts'
import type { Stream } from './stream.ts'
import { keyOf, type ReadAfter, readPages } from './update-pages.ts'

/** Streams that one query serves. */
const batchStreams = 100

/**
 * Brings streams what the table holds after their places. To be woken only means to look: missed
 * updates and new ones come the same way, so there is neither gap nor repetition between them.
 */
export function createPump(read: ReadAfter, log: Logger) {
  const due = new Set<Stream>()
  let running = false

  const serve = async (batch: readonly Stream[]) => {
    const streams = batch.filter((stream) => stream.isReady())
    if (streams.length === 0) return
    const pages = await readPages(read, streams.map(cursorOf))
    for (const stream of streams) {
      const page = pages.get(keyOf(cursorOf(stream)))
      if (!page) continue
      stream.send(page.text, page.last)
      if (page.isFull) due.add(stream)
    }
  }
  const run = async () => {
    if (running) return
    running = true
    let batch: Stream[] = []
    try {
      while (due.size > 0) {
        // Taken off before the query: who is woken during it is looked at once more.
        batch = [...due].slice(0, batchStreams)
        for (const stream of batch) due.delete(stream)
        await serve(batch)
      }
    } catch (error) {
      for (const stream of batch) due.add(stream)
      log.warn({ err: error, streams: due.size }, 'could not read updates; will try again')
    } finally {
      running = false
    }
  }

  /** Looks for updates of these streams, and of those where it failed before. */
  return (streams: Iterable<Stream>) => {
    for (const stream of streams) due.add(stream)
    void run()
  }
}

const cursorOf = (stream: Stream) => ({ buyerId: stream.buyerId, after: stream.after() })
