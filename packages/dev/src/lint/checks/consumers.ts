import { type Component, entryOf, isElsewhere } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import { type Check, componentsOf, type Load, pubsubsOf } from '../load.ts'

/** Who shares a component's messages, and who may publish to it; the same on every broker. */
export const checkConsumers: Check = (load) => [
  ...pubsubsOf(load).flatMap((component) => consumerGroup(component, load)),
  ...componentsOf(load).flatMap((component) => publishingScopes(component, load)),
]

/** D pkg/runtime/meta/meta.go: {appID}, {podName}, {uuid} and {namespace} are filled in. */
function consumerGroup(component: Component, load: Load): Finding[] {
  const entry =
    (component.type === 'pubsub.kafka' ? entryOf(component, 'consumerGroup') : undefined) ??
    entryOf(component, 'consumerID', true)
  if (!entry || isElsewhere(entry) || entry.value === undefined) return []
  const { name, value, valueAt } = entry
  if (/\{(uuid|podName)\}/.test(value)) {
    const message = `${name} is ${value}: each replica gets every message, and leaves a queue or group behind`
    return [finding('consumer-group', valueAt, message)]
  }
  if (/\{(appID|namespace)\}/.test(value) || hearers(component, load) < 2) return []
  const message = `${name} is ${value}, the same for all apps: each gets only a part of the messages; put {appID} in it`
  return [finding('consumer-group', valueAt, message)]
}

function hearers({ stands }: Component, { subscriptions }: Load): number {
  const perName = stands.map(
    (name) =>
      new Set(subscriptions.filter((one) => one.pubsub === name).flatMap((one) => one.scopes)),
  )
  return Math.max(0, ...perName.map((apps) => apps.size))
}

/** D pkg/scopes/scopes.go: the sidecar of the app that failed publishes the dead letter. */
function publishingScopes(component: Component, { subscriptions }: Load): Finding[] {
  const allowed = entryOf(component, 'allowedTopics')
  const scoped = entryOf(component, 'publishingScopes')
  return subscriptions
    .filter((one) => one.pubsub === component.name && one.deadLetters)
    .flatMap(({ scopes, deadLetters = '' }) =>
      scopes.flatMap((app) => {
        const entry = [
          allowed && !topicsIn(allowed.value).includes(deadLetters) ? allowed : undefined,
          scoped && isForbidden(scoped.value, app, deadLetters) ? scoped : undefined,
        ].find((one) => one !== undefined)
        if (!entry) return []
        const message = `${app} may not publish to ${deadLetters}, where its dead letters go`
        return [finding('publishing-scopes', entry.valueAt, message)]
      }),
    )
}

const topicsIn = (list = '') => list.replaceAll(' ', '').split(',')

/** An app that is not in the list is not restricted. */
function isForbidden(scopes: string | undefined, app: string, topic: string): boolean {
  const own = (scopes ?? '')
    .replaceAll(' ', '')
    .split(';')
    .map((one) => one.split('='))
    .filter(([name]) => name === app)
  return own.length > 0 && !own.some(([, topics]) => topicsIn(topics).includes(topic))
}
