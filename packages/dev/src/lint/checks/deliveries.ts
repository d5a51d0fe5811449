import { type Finding, finding } from '../finding.ts'
import { type Check, type Load, pubsubsOf } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import { firstOf, inboundOf, pubsubDefaults } from '../policies.ts'

/** What policies do to deliveries. */
export const checkDeliveries: Check = (load) => [
  ...defaultBreakers(load),
  ...targetedBreakers(load),
  ...inboundTimeouts(load),
  ...scopes(load),
]

const namesOf = (load: Load): Set<string> =>
  new Set(pubsubsOf(load).flatMap(({ stands }) => stands))

// DAPR.md §4: one breaker a component, for both ways; an open one loses messages on Redis.
const effect =
  'handlers that fail would open it, and it would stop publishing, dead letters included'

function defaultBreakers({ policies }: Load): Finding[] {
  const names = (['Inbound', 'Outbound'] as const).map((way) =>
    firstOf(policies.breakers, pubsubDefaults(way, 'CircuitBreaker')),
  )
  return [...new Set(names)].flatMap((name = '') => {
    const at = policies.breakers.get(name)?.at
    const message = `${name} is a circuit breaker on pub/sub components: ${effect}`
    return at ? [finding('pubsub-breaker', at, message)] : []
  })
}

function targetedBreakers(load: Load): Finding[] {
  const names = namesOf(load)
  return [...load.policies.components].flatMap(([name, { value, at }]) => {
    const breaker = value.inbound.circuitBreaker ?? value.outbound.circuitBreaker
    if (!breaker || !names.has(name)) return []
    return [finding('pubsub-breaker', at, `${breaker} is a circuit breaker on ${name}: ${effect}`)]
  })
}

/** An attempt without a time-out lasts as long as its handler, and so does its retry's budget. */
function inboundTimeouts(load: Load): Finding[] {
  const { policies } = load
  const retries = [...namesOf(load)].flatMap((name) => {
    const { retry, timeout } = inboundOf(policies, name)
    return retry && !policies.timeouts.has(timeout ?? '') ? [retry] : []
  })
  return [...new Set(retries)].flatMap((name) => {
    const at = policies.retries.get(name)?.at
    const message = `${name} holds for deliveries without a time-out: a handler that hangs is waited for for ever`
    return at ? [finding('inbound-timeout', at, message)] : []
  })
}

/** D pkg/resiliency/resiliency.go, filterResiliencyConfigs: others' sidecars don't load it. */
function scopes({ resiliencies, subscriptions, topology: { apps } }: Load): Finding[] {
  const hearers = [...new Set(subscriptions.flatMap((one) => one.scopes))]
  return resiliencies.flatMap(({ resource, value }) => {
    const own = value.scopes ?? []
    const unknown = own.flatMap((app, index) => {
      const message = `there is no app ${app}${didYouMean(app, apps)}`
      return apps.includes(app)
        ? []
        : [finding('unknown-app', resource.at(['scopes', index]), message)]
    })
    const { policies, targets } = value.spec
    const isForDeliveries =
      Object.values(targets.components).some(({ inbound }) => inbound.retry) ||
      pubsubDefaults('Inbound', 'Retry').some((name) => name in policies.retries)
    const left =
      own.length > 0 && isForDeliveries ? hearers.filter((app) => !own.includes(app)) : []
    const message = `no policy here holds for deliveries to ${left.join(' and ')}, left out of the scopes`
    return left.length > 0
      ? [...unknown, finding('resiliency-scopes', resource.at(['scopes']), message)]
      : unknown
  })
}
