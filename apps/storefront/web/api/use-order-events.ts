import type { OrderStatusEvent } from '@shop/kit/api.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { listen } from './listen.ts'

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
    return listen({
      path: '/orders/events',
      event: 'order-status',
      heard(data) {
        const { orderId }: OrderStatusEvent = JSON.parse(data)
        refresh(orderId)
      },
      opened: () => refresh(),
      setOpen,
      // A stream is refused to a login that has ended, if to any.
      refused: () => void client.invalidateQueries({ queryKey: ['session'] }),
    })
  }, [client])
  return isOpen
}
