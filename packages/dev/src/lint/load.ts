import { type Component, componentOf, componentsOfSettings } from './component.ts'
import type { ConfigurationResource } from './configuration-shape.ts'
import type { Finding } from './finding.ts'
import type { Combination } from './folders.ts'
import type { Knowledge } from './knowledge/lookup.ts'
import type { Parsed, ParsedResource } from './parse.ts'
import { type Policies, policiesOf } from './policies.ts'
import type { BrokerSettingsResource, ComponentResource, ResiliencyResource } from './shapes.ts'
import { type SubscriptionView, subscriptionOf } from './subscription.ts'
import type { Topology } from './topology.ts'

/** All that the sidecars of one run load: what every check looks at. */
export type Load = {
  /** Says which one where there are several brokers to choose from. */
  readonly label: string
  /** Those of Component files, and what settings give to theirs. */
  readonly components: readonly Component[]
  readonly settings: readonly ParsedResource<BrokerSettingsResource>[]
  readonly subscriptions: readonly SubscriptionView[]
  readonly resiliencies: readonly ParsedResource<ResiliencyResource>[]
  readonly configurations: readonly ParsedResource<ConfigurationResource>[]
  readonly policies: Policies
  /** Whether all of a kind could be looked into: what is not there may be in a faulty file. */
  isWhole(kind: Parsed['kind']): boolean
  readonly topology: Topology
  readonly knowledge: Knowledge
}

/** The code of a rule, or of several that look at the same thing. */
export type Check = (load: Load) => readonly Finding[]

export function loadOf(
  { label, folders }: Combination,
  topology: Topology,
  knowledge: Knowledge,
): Load {
  const parsed = folders.flatMap((folder) => folder.parsed)
  const refused = folders.flatMap((folder) => folder.refused)
  const resiliencies = parsed.filter(isResiliency)
  const settings = parsed.filter(isSettings)
  return {
    label,
    components: [
      ...parsed.filter(isComponent).map(componentOf),
      ...settings.flatMap((one) => componentsOfSettings(one, topology)),
    ],
    settings,
    subscriptions: parsed.filter(isSubscription).map(subscriptionOf),
    resiliencies,
    configurations: parsed.filter(isConfiguration),
    policies: policiesOf(resiliencies),
    isWhole: (kind) => !refused.includes(kind) && !refused.includes(''),
    topology,
    knowledge,
  }
}

type OfKind<K extends Parsed['kind']> = ParsedResource<Extract<Parsed, { kind: K }>>

const isComponent = (one: ParsedResource): one is ParsedResource<ComponentResource> =>
  one.value.kind === 'Component'
const isSettings = (one: ParsedResource): one is ParsedResource<BrokerSettingsResource> =>
  one.value.kind === 'BrokerSettings'
const isResiliency = (one: ParsedResource): one is ParsedResource<ResiliencyResource> =>
  one.value.kind === 'Resiliency'
const isConfiguration = (one: ParsedResource): one is ParsedResource<ConfigurationResource> =>
  one.value.kind === 'Configuration'
const isSubscription = (one: ParsedResource): one is OfKind<'Subscription'> =>
  one.value.kind === 'Subscription'

/** The components themselves. */
export const componentsOf = (load: Load): Component[] =>
  load.components.filter((component) => !component.isSettings)

/** The brokers' components and settings. */
export const pubsubsOf = (load: Load): Component[] =>
  load.components.filter((component) => component.type.startsWith('pubsub.'))
