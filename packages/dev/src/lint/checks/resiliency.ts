import { type Finding, finding, type Position } from '../finding.ts'
import { type Check, componentsOf, type Load, pubsubsOf } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import type { ParsedResource } from '../parse.ts'
import { firstOf } from '../policies.ts'
import type { ResiliencyResource } from '../shapes.ts'
import { milliseconds } from '../values.ts'

type Of = ParsedResource<ResiliencyResource>

/** Policies by themselves, their targets, and what they do to calls. */
export const checkResiliency: Check = (load) =>
  load.resiliencies.flatMap((one) => [
    ...ownFile(one),
    ...durations(one),
    ...targets(one, load),
    ...appRetries(one),
  ])

/** D pkg/resiliency/resiliency.go, loadLocalResiliencyPath: a file's first document is read. */
function ownFile({ resource }: Of): Finding[] {
  if (resource.index === 0) return []
  const message = 'a Resiliency is read only where it is the first document of its file'
  return [finding('resiliency-file', resource.valueAt(['kind']), message)]
}

function durations({ resource, value }: Of): Finding[] {
  const { timeouts, retries, circuitBreakers } = value.spec.policies
  const all: [string, string | undefined, PropertyKey[]][] = [
    ...Object.entries(timeouts).map(([name, text]) => tuple(text, 'timeouts', name)),
    ...Object.entries(retries).flatMap(([name, one]) => [
      tuple(one.duration, 'retries', name, 'duration'),
      tuple(one.maxInterval, 'retries', name, 'maxInterval'),
    ]),
    ...Object.entries(circuitBreakers).flatMap(([name, one]) => [
      tuple(one.interval, 'circuitBreakers', name, 'interval'),
      tuple(one.timeout, 'circuitBreakers', name, 'timeout'),
    ]),
  ]
  return all.flatMap(([name, text, path]) => {
    if (text === undefined || milliseconds(text) !== undefined) return []
    const message = `${name} is no duration such as 3s or 500ms, but ${text}: the whole file is refused`
    return [finding('bad-duration', resource.valueAt(['spec', 'policies', ...path]), message)]
  })
}

const tuple = (
  text: string | undefined,
  ...path: string[]
): [string, string | undefined, string[]] => [path.at(-1) ?? '', text, path]

function targets({ resource, value }: Of, load: Load): Finding[] {
  const { apps, components } = value.spec.targets
  const names = [
    ...new Set([
      ...componentsOf(load).map(({ name }) => name),
      ...pubsubsOf(load).flatMap(({ stands }) => stands),
    ]),
  ]
  return [
    ...unknown(Object.keys(apps), load.topology.apps, 'app', (name) =>
      resource.at(['spec', 'targets', 'apps', name]),
    ),
    ...unknown(
      load.isWhole('Component') ? Object.keys(components) : [],
      names,
      'component',
      (name) => resource.at(['spec', 'targets', 'components', name]),
    ),
  ]
}

const unknown = (
  targeted: readonly string[],
  known: readonly string[],
  what: string,
  at: (name: string) => Position,
): Finding[] =>
  targeted
    .filter((name) => !known.includes(name))
    .map((name) =>
      finding('unknown-target', at(name), `there is no ${what} ${name}${didYouMean(name, known)}`),
    )

/** DAPR.md §4: without `matching` a 409 is sent three times, and POST as well. */
function appRetries({ resource, value }: Of): Finding[] {
  const { policies, targets: to } = value.spec
  const byDefault = firstOf(new Map(Object.entries(policies.retries)), [
    'DefaultAppRetryPolicy',
    'DefaultRetryPolicy',
  ])
  const used = [...Object.values(to.apps).map(({ retry }) => retry), byDefault]
  return [...new Set(used)].flatMap((name) => {
    const retry = name === undefined ? undefined : policies.retries[name]
    if (!name || !retry || retry.matching?.httpStatusCodes) return []
    const message = `${name} is used for calls to apps and has no matching.httpStatusCodes: every refusal is sent again, a POST too`
    return [finding('retry-matching', resource.at(['spec', 'policies', 'retries', name]), message)]
  })
}
