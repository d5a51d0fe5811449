import type { Contract } from './contract.ts'

/** Where the sidecar delivers an event: the routes of the subscriptions and of the services. */
export const eventPath = (contract: Contract, lane?: string): string =>
  `/events/${contract.topic}/${contract.type}${lane ? `/${lane}` : ''}`

/** Where an event of an unknown type on a known topic goes: counted and acknowledged. */
export const unknownEventPath = '/events/unknown'

/** The topic, and the component, of what an app could not handle. */
export const deadLettersOf = (app: string): string => `${app}.dead-letters`

/**
 * Where the dead letters of an app go at the one that stores them. The path names the app: the
 * message itself says the topic that it was published to first.
 */
export const deadLetterPath = (app: string): string => `/events/dead-letters/${app}`
