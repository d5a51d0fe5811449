import type { ConfigurationResource } from '../configuration-shape.ts'
import { type Finding, finding } from '../finding.ts'
import type { Check, Load } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import type { ParsedResource } from '../parse.ts'
import { goDuration, isInteger } from '../values.ts'
import { valueFinding } from './value.ts'

type Of = ParsedResource<ConfigurationResource>

export const checkConfiguration: Check = (load) =>
  load.configurations.flatMap((one) => [
    ...hotReload(one),
    ...features(one),
    ...nameResolution(one, load),
    ...callers(one, load),
  ])

/** DAPR.md §7: on by default in 1.18, and /metrics answers 500 after a reload (dapr#10535). */
function hotReload({ resource, value }: Of): Finding[] {
  const index = value.spec.features.findIndex(({ name }) => name === 'HotReload')
  if (value.spec.features[index]?.enabled === false) return []
  const at =
    index < 0 ? resource.at(['spec']) : resource.valueAt(['spec', 'features', index, 'enabled'])
  const is = index < 0 ? 'left out, which is on' : 'on'
  return [
    finding(
      'hot-reload',
      at,
      `HotReload is ${is}: a reload breaks /metrics until the sidecar starts again`,
    ),
  ]
}

// D pkg/config/configuration.go.
const known = [
  'ActorStateTTL',
  'HotReload',
  'WorkflowsClusteredDeployment',
  'WorkflowsRemoteActivityReminder',
  'WorkflowHistorySigning',
]

const features = ({ resource, value }: Of): Finding[] =>
  value.spec.features.flatMap(({ name }, index) =>
    known.includes(name)
      ? []
      : [
          finding(
            'unknown-feature',
            resource.valueAt(['spec', 'features', index, 'name']),
            `daprd has no feature ${name}${didYouMean(name, known)}`,
          ),
        ],
  )

const path = ['spec', 'nameResolution']

function nameResolution({ resource, value }: Of, { knowledge }: Load): Finding[] {
  const used = value.spec.nameResolution
  if (!used) return []
  const type = `nameresolution.${used.component}`
  if (!knowledge.types.includes(type)) {
    const types = knowledge.types.filter((one) => one.startsWith('nameresolution.'))
    const names = types.map((one) => one.slice('nameresolution.'.length))
    const message = `daprd resolves no names by ${used.component}${didYouMean(used.component, names)}`
    return [finding('name-resolution', resource.valueAt([...path, 'component']), message)]
  }
  const described = knowledge.describe(type, used.version ?? 'v1')
  const given = used.configuration ?? {}
  return described
    ? [
        ...keys(resource, given, described.keys),
        ...described.keys
          .filter(({ name, required }) => required && !(name in given))
          .map(({ name }) =>
            finding('name-resolution', resource.at(path), `${used.component} needs ${name}`),
          ),
        ...updateInterval(resource, given),
      ]
    : []
}

function keys(
  resource: Of['resource'],
  given: Readonly<Record<string, unknown>>,
  all: NonNullable<ReturnType<Load['knowledge']['describe']>>['keys'],
): Finding[] {
  const names = all.map(({ name }) => name)
  return Object.entries(given).flatMap(([name, value]) => {
    const key = all.find((one) => one.name.toLowerCase() === name.toLowerCase())
    const at = resource.at([...path, 'configuration', name])
    if (!key)
      return [
        finding('unknown-key', at, `name resolution reads no ${name}${didYouMean(name, names)}`),
      ]
    const isNested = typeof value === 'object'
    const valueAt = resource.valueAt([...path, 'configuration', name])
    const entry = { name, value: String(value), isNested, envRef: undefined, secret: undefined }
    return valueFinding(key, { ...entry, at, valueAt })
  })
}

/** C nameresolution/sqlite/sqlite_metadata.go: a second longer than the time-out, in whole ones. */
function updateInterval(
  resource: Of['resource'],
  given: Readonly<Record<string, unknown>>,
): Finding[] {
  const interval = inSeconds(given['updateInterval'] ?? '5s')
  const timeout = inSeconds(given['timeout'] ?? '1s')
  if (interval === undefined || timeout === undefined) return []
  if (Number.isInteger(interval) && interval - timeout >= 1) return []
  const message = `updateInterval is whole seconds, and a second longer than timeout at least`
  return [
    finding(
      'name-resolution',
      resource.valueAt([...path, 'configuration', 'updateInterval']),
      message,
    ),
  ]
}

function inSeconds(value: unknown): number | undefined {
  const text = String(value)
  if (isInteger(text)) return Number(text)
  const ms = goDuration(text)
  return ms === undefined ? undefined : ms / 1_000
}

const callers = ({ resource, value }: Of, { topology: { apps } }: Load): Finding[] =>
  (value.spec.accessControl?.policies ?? []).flatMap(({ appId }, index) =>
    apps.includes(appId)
      ? []
      : [
          finding(
            'unknown-app',
            resource.valueAt(['spec', 'accessControl', 'policies', index, 'appId']),
            `there is no app ${appId}${didYouMean(appId, apps)}`,
          ),
        ],
  )
