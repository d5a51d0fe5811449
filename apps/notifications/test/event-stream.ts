import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { OrderStatusEvent } from '@shop/kit/api.ts'

export type Heard = { readonly id: number; readonly event: string; readonly data: OrderStatusEvent }

type Options = {
  readonly port: number
  readonly authorization?: string
  readonly lastEventId?: number | string | undefined
  readonly query?: string
}

/** A client of an event stream, as the HTML Standard has it (§9.2.6): what it heard, and its place. */
export async function openEvents({ port, authorization, lastEventId, query = '' }: Options) {
  const headers = {
    accept: 'text/event-stream',
    ...(authorization && { authorization }),
    ...(lastEventId !== undefined && { 'last-event-id': `${lastEventId}` }),
  }
  const answer = await request(port, `/orders/events${query}`, headers)
  const client = reader(answer)
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers as IncomingHttpHeaders,
    ...client,
  }
}

export type Events = Awaited<ReturnType<typeof openEvents>>

const request = (port: number, path: string, headers: Record<string, string>) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject)
  })

function reader(answer: IncomingMessage) {
  const events: Heard[] = []
  let text = ''
  let rest = ''
  let place: number | undefined
  let state: 'open' | 'ended' | 'broken' = 'open'
  const checks = new Set<() => void>()
  const check = () => {
    for (const one of checks) one()
  }

  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    text += chunk
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const { id, event, data } = fieldsOf(block)
      if (id !== undefined) place = Number(id)
      if (data !== undefined) {
        events.push({ id: place ?? -1, event: event ?? 'message', data: JSON.parse(data) })
      }
    }
    check()
  })
  answer.on('error', () => {})
  answer.on('close', () => {
    state = answer.complete ? 'ended' : 'broken'
    check()
  })

  /** Waits until `holds`, and no longer than 10 s. */
  const until = (holds: () => boolean, what = String(holds)) =>
    new Promise<void>((resolve, reject) => {
      const late = () => reject(new Error(`waited in vain for ${what}: ${events.length} events`))
      const timer = setTimeout(late, 10_000)
      const one = () => {
        if (!holds()) return
        clearTimeout(timer)
        checks.delete(one)
        resolve()
      }
      checks.add(one)
      one()
    })
  return {
    events,
    text: () => text,
    /** The id with which to come back. */
    place: () => place,
    state: () => state,
    until,
    /** Waits for so many events in all and gives their ids. */
    ids: async (count: number) => {
      await until(() => events.length >= count, `${count} events`)
      return events.map((event) => event.id)
    },
    over: async () => {
      await until(() => state !== 'open', 'its end')
      return state
    },
    pause: () => answer.pause(),
    resume: () => answer.resume(),
    leave: () => {
      answer.destroy()
    },
  }
}

function fieldsOf(block: string): Readonly<Record<string, string>> {
  const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'))
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2) as [string, string]))
}
