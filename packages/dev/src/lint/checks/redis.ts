import { type Component, entryOf, isElsewhere } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import { type Check, type Load, pubsubsOf } from '../load.ts'
import { type Budget, budgetOf } from '../policies.ts'
import { isDeadLetters } from '../topology.ts'
import { isInteger, milliseconds, seconds } from '../values.ts'
import { type Demand, demanded } from './demand.ts'

// C common/component/redis/redis.go, pubsub/redis/redis.go; DAPR.md §1.3, §1.4.

const demands: readonly Demand[] = [
  {
    rule: 'redis-workers',
    key: 'concurrency',
    isSafe: (value) => value !== '0',
    why: 'nobody takes what is read from the stream',
  },
  {
    rule: 'redis-workers',
    key: 'poolSize',
    isSafe: (value) => value !== '1',
    why: 'the subscription blocks that connection, and none is left to acknowledge or publish with',
  },
]

export const checkRedis: Check = (load) =>
  pubsubsOf(load)
    .filter(({ type }) => type === 'pubsub.redis')
    .flatMap((component) => [
      ...demanded(component, demands),
      ...redeliverInterval(component),
      ...streamLimit(component),
      ...processingTimeout(component, load),
    ])

function redeliverInterval(component: Component): Finding[] {
  const entry = entryOf(component, 'redeliverInterval', true)
  if (!entry?.value) return []
  const { value, valueAt } = entry
  if (!isInteger(value)) {
    const ms = milliseconds(value)
    const instead = ms === undefined ? '' : `; ${value} is ${ms}`
    const message = `redeliverInterval is ${value}: a duration is ignored and 15 s taken; write a number of milliseconds${instead}`
    return [finding('redis-redeliver-interval', valueAt, message)]
  }
  if (Number(value) > 0) return []
  const message = `redeliverInterval is ${value}: what a sidecar leaves behind when it dies is never delivered again`
  return [finding('redis-redeliver-interval', valueAt, message)]
}

function streamLimit(component: Component): Finding[] {
  const length = entryOf(component, 'maxLenApprox')
  const time = entryOf(component, 'streamTTL')
  if (length && time) {
    const message =
      'maxLenApprox and streamTTL are both given, and only one of them can trim a stream'
    return [finding('redis-stream-limit', time.at, message)]
  }
  if (length || time) return []
  const message =
    'neither maxLenApprox nor streamTTL is given: streams grow until the memory is full'
  return [finding('redis-stream-limit', component.at.metadata, message)]
}

const byDefault = 60_000

/**
 * While a delivery is tried nobody else may claim it; but a dead letter must be claimable before
 * its tries are over, since with nowhere further to go it would be acknowledged as it failed.
 */
function processingTimeout(component: Component, load: Load): Finding[] {
  const entry = entryOf(component, 'processingTimeout')
  if (entry && isElsewhere(entry)) return []
  const timeout = entry?.value === undefined ? byDefault : milliseconds(entry.value)
  if (timeout === undefined) return []
  const at = entry?.valueAt ?? component.at.metadata
  if (timeout === 0) {
    const message =
      'processingTimeout is 0: what a sidecar leaves behind when it dies is never delivered again'
    return [finding('redis-processing-timeout', at, message)]
  }
  const messages = component.stands.flatMap((name) => {
    const budget = budgetOf(load.policies, name)
    return budget ? (faultOf(timeout, budget, isDeadLetters(load.topology, name)) ?? []) : []
  })
  return [...new Set(messages)].map((message) => finding('redis-processing-timeout', at, message))
}

function faultOf(timeout: number, { attempts, total }: Budget, dead: boolean): string | undefined {
  if (dead ? timeout < total : timeout > total) return undefined
  const is = `processingTimeout is ${seconds(timeout)}`
  if (!Number.isFinite(total)) {
    return `${is}, and the tries of a delivery have no end: a second one starts beside the first`
  }
  const tries = `the ${attempts} tries of a delivery take up to ${seconds(total)}`
  return dead
    ? `${is}, and ${tries}: it must be less, or a dead letter that can't be stored is acknowledged and lost`
    : `${is}, and ${tries}: it must be more, or a second one starts beside the first`
}
