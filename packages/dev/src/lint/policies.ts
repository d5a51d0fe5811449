import type { Position } from './finding.ts'
import type { ParsedResource } from './parse.ts'
import type { ResiliencyResource } from './shapes.ts'
import { milliseconds } from './values.ts'

// What a sidecar makes of its Resiliency resources (D pkg/resiliency/resiliency.go, policy.go; K
// retry/retry.go): one set of policies, by name.

export type Retry = ResiliencyResource['spec']['policies']['retries'][string]

type Placed<T> = { readonly value: T; readonly at: Position }

export type Policies = {
  readonly retries: ReadonlyMap<string, Placed<Retry>>
  readonly timeouts: ReadonlyMap<string, Placed<string>>
  readonly breakers: ReadonlyMap<string, Placed<unknown>>
  readonly components: ReadonlyMap<
    string,
    Placed<ResiliencyResource['spec']['targets']['components'][string]>
  >
}

export function policiesOf(all: readonly ParsedResource<ResiliencyResource>[]): Policies {
  return {
    retries: placed(all, ['policies', 'retries'], ({ policies }) => policies.retries),
    timeouts: placed(all, ['policies', 'timeouts'], ({ policies }) => policies.timeouts),
    breakers: placed(all, ['policies', 'circuitBreakers'], (spec) => spec.policies.circuitBreakers),
    components: placed(all, ['targets', 'components'], ({ targets }) => targets.components),
  }
}

const placed = <T>(
  all: readonly ParsedResource<ResiliencyResource>[],
  path: readonly string[],
  pick: (spec: ResiliencyResource['spec']) => Readonly<Record<string, T>>,
): Map<string, Placed<T>> =>
  new Map(
    all.flatMap(({ resource, value }) =>
      Object.entries(pick(value.spec)).map(([name, policy]) => [
        name,
        { value: policy, at: resource.at(['spec', ...path, name]) },
      ]),
    ),
  )

/** The policy names that hold for deliveries of a pub/sub component, and why. */
export type Inbound = {
  readonly retry: string | undefined
  readonly timeout: string | undefined
  /** Its target; a target hides the defaults, also those that it does not speak of. */
  readonly target: Position | undefined
}

export function inboundOf(policies: Policies, component: string): Inbound {
  const target = policies.components.get(component)
  if (target) {
    const { retry, timeout } = target.value.inbound
    return { retry, timeout, target: target.at }
  }
  return {
    retry: firstOf(policies.retries, pubsubDefaults('Inbound', 'Retry')),
    timeout: firstOf(policies.timeouts, pubsubDefaults('Inbound', 'Timeout')),
    target: undefined,
  }
}

/** The names of default policies, the most special first (D resiliency.go, getPolicyLevels). */
export const pubsubDefaults = (direction: 'Inbound' | 'Outbound', policy: string): string[] =>
  [`PubsubComponent${direction}`, `Component${direction}`, 'Component', ''].map(
    (level) => `Default${level}${policy}Policy`,
  )

export const firstOf = (
  defined: ReadonlyMap<string, unknown>,
  names: readonly string[],
): string | undefined => names.find((name) => defined.has(name))

/** How often a delivery is tried and how long that may take at most, in milliseconds. */
export type Budget = { readonly attempts: number; readonly total: number }

/** K retry/retry.go: what is left out of a retry. */
const defaults = { duration: 5_000, maxInterval: 60_000, maxRetries: -1, maxElapsed: 900_000 }

export function budgetOf(policies: Policies, component: string): Budget | undefined {
  const inbound = inboundOf(policies, component)
  const retry = inbound.retry === undefined ? undefined : policies.retries.get(inbound.retry)?.value
  const timeout = policies.timeouts.get(inbound.timeout ?? '')?.value
  return retry && budget(retry, timeout === undefined ? undefined : milliseconds(timeout))
}

/** Each attempt takes its time-out at most, each pause its interval; without an end, for ever. */
export function budget(retry: Retry, timeout: number | undefined): Budget {
  const retries = retry.maxRetries ?? defaults.maxRetries
  const attempts = retries < 0 ? Number.POSITIVE_INFINITY : retries + 1
  if (!Number.isFinite(attempts) || !timeout) return { attempts, total: Number.POSITIVE_INFINITY }
  const pauses =
    retry.policy === 'constant' ? constant(retry, retries) : exponential(retry, retries)
  return { attempts, total: attempts * timeout + pauses }
}

const constant = (retry: Retry, retries: number) =>
  retries * (milliseconds(retry.duration ?? '') ?? defaults.duration)

/** 500 ms, then half as long again each time, up to maxInterval; ± 50 %; within 15 min. */
function exponential(retry: Retry, retries: number): number {
  const cap = milliseconds(retry.maxInterval ?? '') ?? defaults.maxInterval
  const growing = Array.from({ length: Math.min(retries, 50) }, (_, index) =>
    Math.min(500 * 1.5 ** index, cap),
  )
  const sum = growing.reduce((all, pause) => all + pause, 0) + (retries - growing.length) * cap
  return Math.min(1.5 * sum, defaults.maxElapsed)
}
