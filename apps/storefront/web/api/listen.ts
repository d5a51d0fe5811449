import { api } from './request.ts'
import { whileVisible } from './while-visible.ts'

const [shortest, longest] = [2_000, 60_000]

type Listener = {
  /** A path of the API that answers with a stream, and the name of the events on it. */
  readonly path: string
  readonly event: string
  readonly heard: (data: string) => void
  /** The stream has begun: what changed before was said to nobody. */
  readonly opened: () => void
  readonly setOpen: (isOpen: boolean) => void
  readonly refused: () => void
}

/**
 * Listens to a stream of events while the page is in view: browsers allow a site few connections
 * at a time. Gives what ends it.
 */
export const listen = (listener: Listener): (() => void) => whileVisible(() => connect(listener))

/** The browser reconnects a stream that breaks off, but not one that was refused. */
function connect({ path, event, heard, opened, setOpen, refused }: Listener): () => void {
  let wait = shortest
  let timer: number | undefined
  let source: EventSource
  const open = () => {
    source = new EventSource(api(path))
    source.addEventListener(event, ({ data }: MessageEvent<string>) => heard(data))
    source.onopen = () => {
      wait = shortest
      setOpen(true)
      opened()
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
