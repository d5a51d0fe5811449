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
    const refresh = (event: MessageEvent<string>) => {
      const { orderId }: OrderStatusEvent = JSON.parse(event.data)
      void client.invalidateQueries({ queryKey: ['order', orderId] })
      void client.invalidateQueries({ queryKey: ['orders'] })
    }
    return listenWhileVisible(refresh, setOpen)
  }, [client])
  return isOpen
}

/** A tab out of view holds no stream: browsers allow a site few connections at a time. */
function listenWhileVisible(
  onUpdate: (event: MessageEvent<string>) => void,
  onOpen: (isOpen: boolean) => void,
): () => void {
  let stop: (() => void) | undefined
  const look = () => {
    if (document.hidden) {
      stop?.()
      stop = undefined
      onOpen(false)
    } else stop ??= listen(onUpdate, onOpen)
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    stop?.()
  }
}

/** The browser reconnects a stream that breaks off, but not one that was refused. */
function listen(
  onUpdate: (event: MessageEvent<string>) => void,
  onOpen: (isOpen: boolean) => void,
): () => void {
  let wait = shortest
  let timer: number | undefined
  let source: EventSource
  const open = () => {
    source = new EventSource(api('/orders/events'))
    source.addEventListener('order-status', onUpdate)
    source.onopen = () => {
      wait = shortest
      onOpen(true)
    }
    source.onerror = () => {
      onOpen(false)
      if (source.readyState !== EventSource.CLOSED) return
      timer = window.setTimeout(open, wait)
      wait = Math.min(wait * 2, longest)
    }
  }
  open()
  return () => {
    window.clearTimeout(timer)
    source.close()
  }
}
