import type { Subscription, Topic } from '../generate/topology.ts'

/** Who is there, and who should say and hear what. */
export type Topology = {
  readonly apps: readonly string[]
  readonly topics: readonly Topic[]
  readonly subscriptions: readonly Pick<Subscription, 'app' | 'topic' | 'rules' | 'defaultPath'>[]
}

export const topicOf = (topology: Topology, name: string): Topic | undefined =>
  topology.topics.find((topic) => topic.name === name)

/** A dead-letter topic, also one that the contracts don't know. */
export const isDeadLetters = (topology: Topology, name: string): boolean =>
  topicOf(topology, name)?.isDeadLetters ?? name.endsWith('.dead-letters')
