import { type Finding, finding } from '../finding.ts'
import type { Check, Load } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import type { Route, SubscriptionView } from '../subscription.ts'

/** Where a subscription sends its events. */
export const checkRoutes: Check = (load) =>
  load.subscriptions.flatMap((one) => [
    ...otherwise(one),
    ...one.routes.flatMap((route) => [...guards(one, route), ...answered(one, route, load)]),
  ])

/** DAPR.md §1.1: no match and no default is acknowledged without a word. */
function otherwise({ resource, routes }: SubscriptionView): Finding[] {
  if (routes.some(({ match }) => match === '')) return []
  const message =
    'routes have no default: an event that no rule matches is acknowledged without a word'
  return [finding('subscription-default', resource.at(['spec', 'routes']), message)]
}

/** DAPR.md §1.1: a field that is not there is an error, not false. */
function guards({ resource }: SubscriptionView, { match, at }: Route): Finding[] {
  const text = match.replaceAll(/"[^"]*"|'[^']*'/g, '')
  const fields = [...text.matchAll(/(?<!has\(\s*)\bevent\.([\w.]+)/g)].map(
    ([, field]) => field ?? '',
  )
  const guarded = [...text.matchAll(/has\(\s*event\.([\w.]+)\s*\)/g)].map(
    ([, field]) => field ?? '',
  )
  const bare = fields.filter((field) => !guarded.includes(field))
  return [...new Set(bare)].map((field) =>
    finding(
      'rule-has',
      resource.valueAt([...at.slice(0, -1), 'match']),
      `event.${field} may not be there, and is an error then: begin with has(event.${field}) &&`,
    ),
  )
}

/** DAPR.md §1.2: 404 is read as «drop the message». Apps that the contracts don't know may do as they like. */
function answered(one: SubscriptionView, { path, at }: Route, { topology }: Load): Finding[] {
  const own = topology.subscriptions.filter(
    ({ app, topic }) => topic === one.topic && one.scopes.includes(app),
  )
  const paths = own.flatMap(({ rules, defaultPath }) => [
    ...rules.map((rule) => rule.path),
    defaultPath,
  ])
  if (own.length === 0 || paths.includes(path)) return []
  const message = `${one.scopes.join(', ')} answers 404 at ${path}, and the event is dropped${didYouMean(path, paths)}`
  return [finding('subscription-route', one.resource.valueAt(at), message)]
}
