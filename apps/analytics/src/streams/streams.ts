import type { Response } from 'express'
import { changedText, heartbeat } from './sse.ts'

/** An open event stream; it must not outlive its token, which expires at this time in ms. */
export type Stream = { readonly res: Response; readonly expiresAt: number }

/** A client that has taken so little of what it was sent takes nothing any more. */
const mostUnsent = 64 * 1_024

/** The open streams of this replica. */
export function createStreams() {
  const streams = new Set<Stream>()
  let closed = false

  const end = (stream: Stream) => {
    streams.delete(stream)
    stream.res.end()
  }
  const toAll = (text: string) => {
    for (const stream of streams) {
      stream.res.write(text)
      if (stream.res.writableLength > mostUnsent) stream.res.destroy()
    }
  }
  return {
    add(stream: Stream) {
      if (closed) return end(stream)
      streams.add(stream)
      stream.res.on('close', () => streams.delete(stream))
    },
    changed: (at: Date) => toAll(changedText(at)),
    beat: () => toAll(heartbeat),
    endExpired(now: Date) {
      for (const stream of streams) if (now.getTime() >= stream.expiresAt) end(stream)
    },
    /** Ends all, and each that comes from now on: their clients go to another replica. */
    close() {
      closed = true
      for (const stream of streams) end(stream)
    },
  }
}

export type Streams = ReturnType<typeof createStreams>
