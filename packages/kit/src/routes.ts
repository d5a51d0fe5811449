import type { Contract } from './contract.ts'

/** Where the sidecar delivers an event: the routes of the subscriptions and of the services. */
export const eventPath = (contract: Contract, lane?: string): string =>
  `/events/${contract.topic}/${contract.type}${lane ? `/${lane}` : ''}`

/** Where an event of an unknown type on a known topic goes: counted and acknowledged. */
export const unknownEventPath = '/events/unknown'
