import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { listen } from '../../api/listen.ts'
import { atMostEvery } from './at-most-every.ts'

/** Has all that analytics told read anew when it changes. Gives whether the stream is open. */
export function useAnalyticsEvents(): boolean {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    // What is being read is not begun anew, or a slow answer would never come while orders do.
    const read = () =>
      void client.invalidateQueries({ queryKey: ['analytics'] }, { cancelRefetch: false })
    const changed = atMostEvery(2_000, read)
    const end = listen({
      path: '/analytics/events',
      event: 'changed',
      heard: changed.call,
      opened: changed.call,
      setOpen,
      refused: () => void client.invalidateQueries({ queryKey: ['session'] }),
    })
    return () => {
      end()
      changed.stop()
    }
  }, [client])
  return isOpen
}
