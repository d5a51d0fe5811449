import { contracts } from '@shop/kit/events.ts'
import { deadLetterPath, deadLettersOf, eventPath, unknownEventPath } from '@shop/kit/routes.ts'

export { deadLettersOf } from '@shop/kit/routes.ts'

// Who says and hears what, as the contracts have it: the one source of components,
// subscriptions, queues and pictures.

/** A route of a subscription: the CloudEvents that match go to the path. */
export type Rule = { readonly match: string; readonly path: string }

export type Subscription = {
  readonly app: string
  readonly topic: string
  readonly rules: readonly Rule[]
  readonly defaultPath: string
  /** Where what can't be handled goes; a dead letter has nowhere further to go. */
  readonly deadLetters: string | undefined
  /**
   * Delivered as bytes: even what is no CloudEvent, which a sidecar would otherwise drop or
   * deliver for ever.
   */
  readonly isRaw: boolean
}

/** A topic and the apps that publish or hear it; its pub/sub component has its name. */
export type Topic = {
  readonly name: string
  readonly apps: readonly string[]
  readonly isDeadLetters: boolean
}

/** The app that stores dead letters, and publishes them again to the topics that they came from. */
export const deadLetterStore = 'operations'

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
const topicNames = unique(contracts.map((contract) => contract.topic))
const of = (topic: string) => contracts.filter((contract) => contract.topic === topic)

/** Every app that hears something, in the order of the contracts. */
export const hearers: readonly string[] = unique(contracts.flatMap((contract) => contract.hears))

export const topics: readonly Topic[] = [
  ...topicNames.map((name) => ({
    name,
    apps: unique([
      deadLetterStore,
      ...of(name).flatMap((contract) => [contract.from, ...contract.hears]),
    ]).sort(),
    isDeadLetters: false,
  })),
  ...hearers.map((app) => ({
    name: deadLettersOf(app),
    apps: [app, deadLetterStore].sort(),
    isDeadLetters: true,
  })),
]

export const subscriptions: readonly Subscription[] = [
  ...topicNames.flatMap((topic) =>
    unique(of(topic).flatMap((contract) => contract.hears)).map((app) => subscription(app, topic)),
  ),
  ...hearers.map((app) => ({
    app: deadLetterStore,
    topic: deadLettersOf(app),
    rules: [],
    defaultPath: deadLetterPath(app),
    deadLetters: undefined,
    isRaw: true,
  })),
]

/** The first rule that matches wins, so an event's lanes stand before the event itself. */
function subscription(app: string, topic: string): Subscription {
  const rules = of(topic)
    .filter((contract) => contract.hears.includes(app))
    .flatMap((contract) => {
      // A field that isn't there is an error in a rule, not false: hence `has`.
      const type = `has(event.type) && event.type == "${contract.type}"`
      const lanes = (contract.lanes?.[app] ?? []).map((lane) => ({
        match: `${type} && has(event.priority) && event.priority == "${lane}"`,
        path: eventPath(contract, lane),
      }))
      return [...lanes, { match: type, path: eventPath(contract) }]
    })
  const deadLetters = deadLettersOf(app)
  return { app, topic, rules, defaultPath: unknownEventPath, deadLetters, isRaw: false }
}
