import type { OrderStatusEvent } from '@shop/kit/api.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from './request.ts'

const [shortest, longest] = [2_000, 60_000]

/**
 * Listens to the shopper's order updates while the page is in view, and has what they are about
 * read anew. Gives whether the stream is open: where it isn't, orders have to be asked for.
 */
export function useOrderEvents(): boolean {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const refresh = (orderId?: string) => {
      void client.invalidateQueries({ queryKey: orderId ? ['order', orderId] : ['order'] })
      void client.invalidateQueries({ queryKey: ['orders'] })
    }
    // A stream is refused to a login that has ended, if to any.
    const refused = () => void client.invalidateQueries({ queryKey: ['session'] })
    return whileVisible(() => listen({ refresh, setOpen, refused }))
  }, [client])
  return isOpen
}

/** A tab out of view holds no stream: browsers allow a site few connections at a time. */
function whileVisible(start: () => () => void): () => void {
  let stop: (() => void) | undefined
  const look = () => {
    if (!document.hidden) stop ??= start()
    else {
      stop?.()
      stop = undefined
    }
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    stop?.()
  }
}

type Listener = {
  /** Has an order read anew, or all of them. */
  readonly refresh: (orderId?: string) => void
  readonly setOpen: (isOpen: boolean) => void
  readonly refused: () => void
}

/** The browser reconnects a stream that breaks off, but not one that was refused. */
function listen({ refresh, setOpen, refused }: Listener): () => void {
  let wait = shortest
  let timer: number | undefined
  let source: EventSource
  const open = () => {
    source = new EventSource(api('/orders/events'))
    source.addEventListener('order-status', ({ data }: MessageEvent<string>) => {
      const { orderId }: OrderStatusEvent = JSON.parse(data)
      refresh(orderId)
    })
    source.onopen = () => {
      wait = shortest
      setOpen(true)
      // What changed between the last look and now was said to nobody.
      refresh()
    }
    source.onerror = () => {
      setOpen(false)
      if (source.readyState !== EventSource.CLOSED) return
      refused()
      timer = window.setTimeout(open, wait)
      wait = Math.min(wait * 2, longest)
    }
  }
  open()
  return () => {
    window.clearTimeout(timer)
    source.close()
    setOpen(false)
  }
}
