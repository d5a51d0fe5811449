import { type Contract, contracts } from '@shop/kit/events.ts'
import { conflict, parse } from '@shop/kit/problem.ts'
import { z } from 'zod'
import type { Message } from './message.ts'

/** A CloudEvent that goes back to a topic, and the key that keeps its order there. */
export type RedrivenEvent = {
  readonly topic: string
  readonly key: string
  readonly event: Readonly<Record<string, unknown>>
}

type Letter = {
  readonly consumer: string
  readonly eventId: string
  readonly topic: string | null
  readonly event: Message['event']
}

/** What the sidecar has added, and adds anew when it publishes. */
const added = new Set(['topic', 'pubsubname', 'traceid', 'tracestate'])

/**
 * The message as it is to be published again, under its own id. It goes to the topic that it came
 * from, if that is one that the consumer hears.
 */
export function sameEvent({ consumer, eventId, topic, event }: Letter): RedrivenEvent {
  if (!event)
    throw conflict('not-an-event', 'The message is no CloudEvent, so none can be made of it')
  const heard = heardTopic(consumer, topic)
  const kept = Object.entries(event).filter(([name, value]) => !added.has(name) && value !== '')
  const contract = contractOf(heard, event['type'])
  return {
    topic: heard,
    key: keyOf(contract, event['data']) ?? String(event['subject'] || eventId),
    event: { ...Object.fromEntries(kept), id: eventId },
  }
}

const stamp = z.iso.datetime({ offset: true })

/** The event with another payload, which must fit its contract; a faulty envelope is put in order. */
export function editedEvent(letter: Letter, data: unknown, now: Date): RedrivenEvent {
  const { topic, event } = sameEvent(letter)
  const contract = contractOf(topic, event['type'])
  if (!contract) {
    throw conflict(
      'unknown-type',
      `No event of this type is known on ${topic}, so none can be edited`,
    )
  }
  // As it was given: fields that this contract does not know yet may be for a later consumer.
  parse(z.object({ data: contract.data }), { data })
  const key = keyOf(contract, data) ?? letter.eventId
  const { source, time } = event
  return {
    topic,
    key,
    event: {
      ...event,
      specversion: '1.0',
      source: typeof source === 'string' ? source : contract.from,
      subject: key,
      time: stamp.safeParse(time).success ? time : now.toISOString(),
      datacontenttype: 'application/json',
      data,
    },
  }
}

function heardTopic(consumer: string, topic: string | null): string {
  const heard = contracts.some((one) => one.topic === topic && one.hears.includes(consumer))
  if (topic !== null && heard) return topic
  throw conflict('unknown-topic', `${consumer} hears no topic ${topic ?? ''}`.trimEnd())
}

const contractOf = (topic: string, type: unknown): Contract | undefined =>
  contracts.find((contract) => contract.topic === topic && contract.type === type)

/** The contract's own key, where the payload fits. */
function keyOf(contract: Contract | undefined, data: unknown): string | undefined {
  const parsed = contract?.data.safeParse(data)
  return parsed?.success ? contract?.key(parsed.data) : undefined
}
