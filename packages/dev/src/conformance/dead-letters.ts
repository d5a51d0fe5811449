import type { World } from './world.ts'

export type DeadLetter = {
  readonly consumer: string
  readonly topic: string
  readonly data: { readonly productId?: string }
}

/** The dead letter of an event at a consumer, as operations keeps it; undefined until it is there. */
export async function deadLetter(
  world: World,
  consumer: string,
  eventId: string,
): Promise<DeadLetter | undefined> {
  const [letter] = await deadLettersOf(world, consumer, [eventId])
  return letter
}

export const deadLettersOf = (
  { databases }: World,
  consumer: string,
  eventIds: readonly string[],
): Promise<DeadLetter[]> =>
  databases.query<DeadLetter>(
    'operations',
    `select consumer, topic, message::jsonb -> 'data' as data from dead_letters
     where consumer = $1 and event_id = any($2::text[])`,
    [consumer, eventIds],
  )
