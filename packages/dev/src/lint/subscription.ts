import type { z } from 'zod'
import type { ParsedResource } from './parse.ts'
import type { Path, Resource } from './resource.ts'
import type { subscriptionV1, subscriptionV2 } from './shapes.ts'

type SubscriptionResource = z.infer<typeof subscriptionV1> | z.infer<typeof subscriptionV2>

/** A route, and where its path stands; without a condition it is the default. */
export type Route = { readonly match: string; readonly path: string; readonly at: Path }

/** A subscription, of either version. */
export type SubscriptionView = {
  readonly resource: Resource
  readonly name: string
  readonly scopes: readonly string[]
  readonly pubsub: string
  readonly topic: string
  readonly routes: readonly Route[]
  readonly deadLetters: string | undefined
  readonly metadata: Readonly<Record<string, string>>
  readonly isBulk: boolean
}

export function subscriptionOf({
  resource,
  value,
}: ParsedResource<SubscriptionResource>): SubscriptionView {
  const { spec } = value
  return {
    resource,
    name: value.metadata.name,
    scopes: value.scopes ?? [],
    pubsub: spec.pubsubname,
    topic: spec.topic,
    routes:
      'route' in spec
        ? [{ match: '', path: spec.route, at: ['spec', 'route'] }]
        : routesOf(spec.routes),
    deadLetters: spec.deadLetterTopic || undefined,
    metadata: spec.metadata,
    isBulk: spec.bulkSubscribe?.enabled ?? false,
  }
}

type Routes = z.infer<typeof subscriptionV2>['spec']['routes']

const routesOf = ({ rules, default: otherwise }: Routes): Route[] => [
  ...rules.map((rule, index) => ({ ...rule, at: ['spec', 'routes', 'rules', index, 'path'] })),
  ...(otherwise ? [{ match: '', path: otherwise, at: ['spec', 'routes', 'default'] }] : []),
]
