import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What came as a dead letter: its text, and as much as it says of itself. */
export type Message = {
  readonly text: string
  readonly encoding: 'text' | 'base64'
  /** Undefined where the message is no JSON object. */
  readonly event: Readonly<Record<string, unknown>> | undefined
  readonly eventId: string
  readonly topic: string | undefined
  readonly type: string | undefined
  readonly source: string | undefined
  readonly subject: string | undefined
}

const object = z.record(z.string(), z.unknown())

/** How a sidecar delivers bytes that it was told not to look into (rawPayload). */
const wrapped = z.object({ topic: z.string().endsWith('.dead-letters'), data_base64: z.base64() })

/**
 * Reads the delivery of a dead letter. Whatever it holds, it can be stored: what is no CloudEvent,
 * or not even JSON, has an id made of its content, the same each time it comes.
 */
export function readDelivery(body: string): Message {
  const wrapper = wrapped.safeParse(json(body))
  return readMessage(wrapper.success ? Buffer.from(wrapper.data.data_base64, 'base64') : body)
}

function readMessage(content: Buffer | string): Message {
  const bytes = Buffer.from(content)
  const text = bytes.toString('utf8')
  // Postgres can't keep a NUL in a text, and bytes that aren't UTF-8 would not come back the same.
  const isText = !text.includes('\0') && Buffer.from(text).equals(bytes)
  const event = object.safeParse(json(text)).data
  return {
    text: isText ? text : bytes.toString('base64'),
    encoding: isText ? 'text' : 'base64',
    event,
    eventId: idOf(event) ?? `sha256-${createHash('sha256').update(bytes).digest('hex')}`,
    topic: textOf(event, 'topic'),
    type: textOf(event, 'type'),
    source: textOf(event, 'source'),
    subject: textOf(event, 'subject'),
  }
}

/** The message of a row, or undefined where it is no JSON object. */
export const eventOf = (text: string, encoding: Message['encoding']): Message['event'] =>
  encoding === 'text' ? object.safeParse(json(text)).data : undefined

function idOf(event: Message['event']): string | undefined {
  const id = event?.['id']
  if (typeof id === 'number') return String(id)
  const known = textOf(event, 'id')
  return known && known.length <= 200 ? known : undefined
}

function textOf(event: Message['event'], name: string): string | undefined {
  const value = event?.[name]
  if (typeof value !== 'string' || value === '') return undefined
  return value.replaceAll('\0', '\uFFFD').slice(0, 1_000)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The id under which a consumer has its failure on record: as the kit reads it when it drops one. */
export const failureIdOf = (event: Message['event']): string => {
  const id = event?.['id']
  return typeof id === 'string' && id.length <= 200 ? id : 'unknown'
}
