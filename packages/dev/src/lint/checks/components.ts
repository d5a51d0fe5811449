import { type Component, entryOf, kindOf } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import { type Check, componentsOf, type Load } from '../load.ts'
import { didYouMean } from '../nearest.ts'

/** What is true of components of any kind: type, name, scopes. */
export const checkComponents: Check = (load) => [
  ...load.components.flatMap((component) => type(component, load)),
  ...componentsOf(load).flatMap((component) => [
    ...unknownApps(component, load),
    ...scopes(component),
    ...duplicates(component, load),
    ...special(component),
  ]),
]

function type(component: Component, { knowledge }: Load): Finding[] {
  const { at, version } = component
  if (!knowledge.types.includes(component.type)) {
    const message = `daprd has no component of type ${component.type}${didYouMean(component.type, knowledge.types)}`
    return [finding('unknown-type', at.type, message)]
  }
  const versions = knowledge.versionsOf(component.type)
  if (versions.length === 0 || versions.includes(version || 'v1')) return []
  const message = `${component.type} has no version ${version}, but ${versions.join(', ')}`
  return [finding('unknown-type', at.version, message)]
}

const unknownApps = ({ scopes = [], at }: Component, { topology: { apps } }: Load): Finding[] =>
  scopes.flatMap((app, index) =>
    apps.includes(app)
      ? []
      : [finding('unknown-app', at.scope(index), `there is no app ${app}${didYouMean(app, apps)}`)],
  )

/** These open connections, and give rights to whom they load for. */
const scoped = ['pubsub', 'state', 'bindings']

function scopes(component: Component): Finding[] {
  if (component.scopes?.length || !scoped.includes(kindOf(component))) return []
  const effect = component.type === 'bindings.cron' ? 'fires for' : 'is loaded by'
  const message = `${component.name} has no scopes: it ${effect} every app`
  return [finding('component-scopes', component.at.name, message)]
}

function duplicates(component: Component, load: Load): Finding[] {
  const all = componentsOf(load)
  const first = all.slice(0, all.indexOf(component)).find((other) => overlap(other, component))
  if (!first) return []
  const { file, line } = first.at.name
  const message = `there is another component ${component.name} for the same apps at ${file}:${line}`
  return [finding('duplicate-component', component.at.name, message)]
}

const overlap = (a: Component, b: Component) =>
  a.name === b.name &&
  (!a.scopes?.length || !b.scopes?.length || a.scopes.some((app) => b.scopes?.includes(app)))

function special(component: Component): Finding[] {
  const { at, type: of, version } = component
  if (of === 'pubsub.in-memory' || of === 'state.in-memory') {
    return [
      finding('volatile-component', at.type, `${of} forgets all it holds when its sidecar stops`),
    ]
  }
  if ((of === 'state.postgresql' || of === 'state.postgres') && version !== 'v2') {
    const is = version || 'left out, which is v1'
    const message = `version is ${is}: baskets want v2, which has the ETags and transactions that are relied on`
    return [finding('state-version', version ? at.version : at.type, message)]
  }
  if (of === 'state.redis') {
    const message = 'a first write may overwrite what is there, and transactions are not atomic'
    return [finding('state-redis', at.type, message)]
  }
  return of === 'bindings.cron' ? cron(component) : []
}

function cron(component: Component): Finding[] {
  const schedule = entryOf(component, 'schedule')
  const isInput = entryOf(component, 'direction')?.value === 'input'
  const isWrong = schedule?.value !== undefined && !isSchedule(schedule.value)
  const when = `schedule is ${schedule?.value}: it is @every 30s, @hourly or the like, or five or six fields`
  const probed = 'direction is not input: the app is asked for up to 3 s whether it is an output'
  return [
    ...(isWrong ? [finding('cron-schedule', schedule.valueAt, when)] : []),
    ...(isInput ? [] : [finding('cron-direction', component.at.metadata, probed)]),
  ]
}

const descriptor = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/
const field = /^(\*|\?|[\da-z]+(-[\da-z]+)?)(\/\d+)?(,(\*|[\da-z]+(-[\da-z]+)?)(\/\d+)?)*$/i

/** C bindings/cron/cron.go: seconds are optional; robfig/cron's descriptors. */
function isSchedule(text: string): boolean {
  const every = /^@every (\S+)$/.exec(text)
  if (every) return /^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/.test(every[1] ?? '')
  if (descriptor.test(text)) return true
  const fields = text.replace(/^(CRON_)?TZ=\S+ /, '').split(/\s+/)
  return (fields.length === 5 || fields.length === 6) && fields.every((one) => field.test(one))
}
