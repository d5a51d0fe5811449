import type { Response } from 'express'
import { heartbeat, retryText } from './sse.ts'

/** An open event stream of a buyer: a place in the buyer's updates, and a socket. */
export type Stream = {
  readonly buyerId: string
  /** The number of the last update that was written to it. */
  after(): number
  /** Whether more can be written: it is open, and its socket has taken what was written before. */
  isReady(): boolean
  send(text: string, after: number): void
  /** A sign of life; false where the socket is full now and was so at the one before. */
  beat(): boolean
  isExpired(now: Date): boolean
  /** Ends it; its client comes back after `retry` ms, or after what it was told before. */
  end(retry?: number): void
}

type Options = {
  readonly buyerId: string
  readonly after: number
  /** When its token expires, in ms: a stream must not outlive it. */
  readonly expiresAt: number
  /** Called when the socket has taken all that was written. */
  readonly onReady: (stream: Stream) => void
}

export function createStream(res: Response, options: Options): Stream {
  let after = options.after
  let state: 'ready' | 'blocked' | 'late' | 'ended' = 'ready'

  const write = (text: string) => {
    if (state !== 'ready' || res.write(text)) return
    state = 'blocked'
    res.once('drain', () => {
      if (state === 'ended') return
      state = 'ready'
      options.onReady(stream)
    })
  }
  const stream: Stream = {
    buyerId: options.buyerId,
    after: () => after,
    isReady: () => state === 'ready' && !res.destroyed,
    send(text, reached) {
      if (state !== 'ready') return
      after = reached
      write(text)
    },
    beat() {
      if (state === 'late') return false
      if (state === 'blocked') state = 'late'
      else write(heartbeat)
      return true
    },
    isExpired: (now) => now.getTime() >= options.expiresAt,
    end(retry) {
      const open = state === 'ready'
      state = 'ended'
      // What a blocked one was given can't be waited for; its client takes up after what it got.
      if (open) res.end(retry === undefined ? '' : retryText(retry))
      else res.destroy()
    },
  }
  return stream
}
