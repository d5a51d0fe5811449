import { contracts } from '@shop/kit/events.ts'

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]

/** The apps that say or hear events: each has tables, and tells of itself under `/internal`. */
export const services = unique(contracts.flatMap(({ from, hears }) => [from, ...hears]))

/** The apps that hear events, and so have dead letters. */
export const hearers = unique(contracts.flatMap(({ hears }) => hears))

/** All the apps of the shop but this one. */
export const apps: readonly string[] = [...services, 'identity', 'gateway', 'storefront']
