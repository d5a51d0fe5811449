import { get, type IncomingMessage } from 'node:http'

type Options = {
  readonly port: number
  readonly authorization?: string
  readonly lastEventId?: string
}

/** A client of an event stream, as the HTML Standard has it (§9.2.6). */
export async function openEvents({ port, authorization, lastEventId }: Options) {
  const headers = {
    accept: 'text/event-stream',
    ...(authorization && { authorization }),
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const path = '/analytics/events'
    get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject)
  })
  let text = ''
  let state: 'open' | 'ended' | 'broken' = 'open'
  let check = () => {}
  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    text += chunk
    check()
  })
  answer.on('error', () => {})
  answer.on('close', () => {
    state = answer.complete ? 'ended' : 'broken'
    check()
  })

  /** Waits until `holds`, and no longer than 10 s. */
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const late = () => reject(new Error(`waited in vain for ${holds}: ${text}`))
      const timer = setTimeout(late, 10_000)
      check = () => {
        if (!holds()) return
        clearTimeout(timer)
        resolve()
      }
      check()
    })
  const changes = () => text.match(/^event: changed$/gm)?.length ?? 0
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: () => text,
    changes,
    /** Waits for so many events in all. */
    changed: (times: number) => until(() => changes() >= times),
    until,
    over: async () => {
      await until(() => state !== 'open')
      return state
    },
    leave: () => {
      answer.destroy()
    },
  }
}
