import { type Finding, finding, type Position } from '../finding.ts'
import { type Check, componentsOf, type Load, pubsubsOf } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import type { SubscriptionView } from '../subscription.ts'
import { topicOf } from '../topology.ts'

/** Subscriptions and components together, against what the contracts say. */
export const checkTopology: Check = (load) => [
  ...load.subscriptions.flatMap((one) => [
    ...knownTopic(one, load),
    ...componentTopic(one),
    ...reachable(one, load),
    ...twice(one, load),
  ]),
  ...unheard(load),
  ...missingComponents(load),
]

function knownTopic({ resource, topic }: SubscriptionView, { topology }: Load): Finding[] {
  if (topicOf(topology, topic)) return []
  const names = topology.topics.map(({ name }) => name)
  const message = `no contract has the topic ${topic}${didYouMean(topic, names)}`
  return [finding('unknown-topic', resource.valueAt(['spec', 'topic']), message)]
}

/** docs/decisions/0002: a component has the name of its one topic. */
function componentTopic({ resource, pubsub, topic }: SubscriptionView): Finding[] {
  if (pubsub === topic) return []
  const message = `pubsubname is ${pubsub}, and the topic ${topic}: a topic has a component of its own, of the same name`
  return [finding('component-topic', resource.valueAt(['spec', 'pubsubname']), message)]
}

function reachable({ resource, pubsub, scopes }: SubscriptionView, load: Load): Finding[] {
  const at = resource.valueAt(['spec', 'pubsubname'])
  const candidates = componentsOf(load).filter(({ name }) => name === pubsub)
  if (candidates.length === 0) {
    if (!load.isWhole('Component')) return []
    const names = pubsubsOf(load).flatMap(({ stands }) => stands)
    const where = load.label && ` in ${load.label}`
    const hint = names.includes(pubsub) ? ' yet: run npm run generate' : didYouMean(pubsub, names)
    return [
      finding('missing-component', at, `there is no pub/sub component ${pubsub}${where}${hint}`),
    ]
  }
  return scopes
    .filter((app) => !candidates.some((one) => !one.scopes?.length || one.scopes.includes(app)))
    .map((app) => {
      const place = candidates[0]?.at.name
      const message = `${app} is not in the scopes of ${pubsub} (${place?.file}:${place?.line}), so its sidecar has no such component`
      return finding('component-reach', at, message)
    })
}

/** D pkg/runtime/compstore/subscriptions.go: one of a pub/sub, topic and app counts. */
function twice(one: SubscriptionView, { subscriptions }: Load): Finding[] {
  const earlier = subscriptions.slice(0, subscriptions.indexOf(one))
  const other = earlier.find(
    ({ pubsub, topic, scopes }) =>
      pubsub === one.pubsub &&
      topic === one.topic &&
      scopes.some((app) => one.scopes.includes(app)),
  )
  if (!other) return []
  const { file, line } = nameOf(other)
  const message = `${one.topic} has another subscription of the same app at ${file}:${line}, and one of them counts`
  return [finding('subscription-duplicate', nameOf(one), message)]
}

const nameOf = ({ resource }: SubscriptionView): Position => resource.valueAt(['metadata', 'name'])

/** What the contracts have an app hear, once there are subscriptions at all. */
function unheard({ topology, subscriptions, isWhole }: Load): Finding[] {
  const [first] = subscriptions
  if (!first || !isWhole('Subscription')) return []
  const start = { file: first.resource.file, line: 1, column: 1 }
  return topology.subscriptions
    .filter(
      ({ app, topic }) =>
        !subscriptions.some(
          (one) => one.topic === topic && (one.scopes.includes(app) || one.scopes.length === 0),
        ),
    )
    .map(({ app, topic }) => {
      const message = `${app} hears ${topic} by its contract, and has no subscription to it`
      return finding('unheard-topic', start, message)
    })
}

/** Topics that nobody subscribes to need one to be published; the others are spoken of above. */
function missingComponents(load: Load): Finding[] {
  const all = pubsubsOf(load)
  const [first] = all
  if (!first || !load.isWhole('Component')) return []
  const start = {
    file: all.find(({ isSettings }) => !isSettings)?.file ?? first.file,
    line: 1,
    column: 1,
  }
  const names = componentsOf(load).map(({ name }) => name)
  const subscribed = load.subscriptions.map(({ pubsub }) => pubsub)
  return load.topology.topics
    .filter(({ name }) => !names.includes(name) && !subscribed.includes(name))
    .map(({ name }) => {
      const message = `there is no pub/sub component ${name}, so the topic can't be published`
      return finding('missing-component', start, message)
    })
}
