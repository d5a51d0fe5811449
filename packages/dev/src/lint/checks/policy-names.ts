import { type Finding, finding } from '../finding.ts'
import type { Check, Load } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import type { ParsedResource } from '../parse.ts'
import type { ResiliencyResource } from '../shapes.ts'

/** Policies by their names: each one used is defined, and each one defined is used. */
export const checkPolicyNames: Check = (load) =>
  load.resiliencies.flatMap((one) => [...undefinedNames(one, load), ...unusedNames(one, load)])

const fields = { timeout: 'timeouts', retry: 'retries', circuitBreaker: 'circuitBreakers' } as const
type Field = keyof typeof fields
type Use = { readonly field: Field; readonly name: string; readonly path: readonly string[] }

function undefinedNames(
  { resource, value }: ParsedResource<ResiliencyResource>,
  load: Load,
): Finding[] {
  return usesOf(value).flatMap(({ field, name, path }) => {
    const defined = definedIn(load, field)
    if (defined.includes(name)) return []
    const message = `no ${field} policy ${name} is defined, so none holds${didYouMean(name, defined)}`
    return [
      finding('undefined-policy', resource.valueAt(['spec', 'targets', ...path, field]), message),
    ]
  })
}

function unusedNames(
  { resource, value }: ParsedResource<ResiliencyResource>,
  load: Load,
): Finding[] {
  const used = load.resiliencies.flatMap((one) => usesOf(one.value))
  return (Object.keys(fields) as Field[]).flatMap((field) =>
    Object.keys(value.spec.policies[fields[field]])
      .filter((name) => !isDefault(field, name))
      .filter((name) => !used.some((use) => use.field === field && use.name === name))
      .map((name) => {
        const at = resource.at(['spec', 'policies', fields[field], name])
        const message = `nothing uses the policy ${name}${didYouMean(name, defaultsOf(field))}`
        return finding('unused-policy', at, message)
      }),
  )
}

function usesOf({ spec: { targets } }: ResiliencyResource): Use[] {
  const places: [Readonly<Partial<Record<Field, string | undefined>>>, string[]][] = [
    ...Object.entries(targets.apps).map(([name, use]) => place(use, 'apps', name)),
    ...Object.entries(targets.actors).map(([name, use]) => place(use, 'actors', name)),
    ...Object.entries(targets.components).flatMap(([name, use]) => [
      place(use.inbound, 'components', name, 'inbound'),
      place(use.outbound, 'components', name, 'outbound'),
    ]),
  ]
  return places.flatMap(([use, path]) =>
    (Object.keys(fields) as Field[]).flatMap((field) => {
      const name = use[field]
      return name ? [{ field, name, path }] : []
    }),
  )
}

const place = <T>(use: T, ...path: string[]): [T, string[]] => [use, path]

const definedIn = ({ resiliencies }: Load, field: Field): string[] =>
  resiliencies.flatMap(({ value }) => Object.keys(value.spec.policies[fields[field]]))

// D pkg/resiliency/resiliency.go: the templates Default%sRetryPolicy and so on, and the levels.
const building = [
  'Binding',
  'Configuration',
  'Lock',
  'Pubsub',
  'Crypto',
  'Conversation',
  'Secretstore',
  'Statestore',
]
const levels = [
  '',
  'App',
  'Actor',
  'Component',
  ...['', ...building].flatMap((kind) => [`${kind}ComponentInbound`, `${kind}ComponentOutbound`]),
]
const suffixes = { timeout: 'Timeout', retry: 'Retry', circuitBreaker: 'CircuitBreaker' } as const

const defaultsOf = (field: Field) =>
  levels.map((level) => `Default${level}${suffixes[field]}Policy`)

/** Takes its place by its name. */
const isDefault = (field: Field, name: string) =>
  defaultsOf(field).includes(name) || name.startsWith('DaprBuiltIn')
