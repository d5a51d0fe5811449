import { relative } from 'node:path'
import { checkComponents } from './checks/components.ts'
import { checkConfiguration } from './checks/configuration.ts'
import { checkConsumers } from './checks/consumers.ts'
import { checkDeliveries } from './checks/deliveries.ts'
import { checkKafka } from './checks/kafka.ts'
import { checkMetadata } from './checks/metadata.ts'
import { checkPolicyNames } from './checks/policy-names.ts'
import { checkRabbitmq } from './checks/rabbitmq.ts'
import { checkRedis } from './checks/redis.ts'
import { checkResiliency } from './checks/resiliency.ts'
import { checkRoutes } from './checks/routes.ts'
import { checkSecrets } from './checks/secrets.ts'
import { checkSubscriptions } from './checks/subscriptions.ts'
import { checkTopology } from './checks/topology.ts'
import type { Finding } from './finding.ts'
import { combinations, type Folder, readLintFolder } from './folders.ts'
import { readKnowledge } from './knowledge/lookup.ts'
import { type Check, loadOf } from './load.ts'
import { lintRunTemplate } from './run-template.ts'
import type { Topology } from './topology.ts'

const checks: readonly Check[] = [
  checkComponents,
  checkMetadata,
  checkSecrets,
  checkConsumers,
  checkRedis,
  checkRabbitmq,
  checkKafka,
  checkSubscriptions,
  checkRoutes,
  checkTopology,
  checkResiliency,
  checkDeliveries,
  checkPolicyNames,
  checkConfiguration,
]

export type LintRequest = {
  readonly root: string
  /** Where resources are as a rule, by their full paths; the first of a role counts. */
  readonly usual: readonly string[]
  /** What to look at; all that is usual, and dapr.yaml, where it isn't given. */
  readonly folders?: readonly string[]
  readonly topology: Topology
}

export type Report = { readonly files: number; readonly findings: readonly Finding[] }

/** Reads resources and says what is wrong with them, in the order of files and lines. */
export async function lint({ root, usual, folders, topology }: LintRequest): Promise<Report> {
  const knowledge = await readKnowledge()
  const read = (paths: readonly string[]) =>
    Promise.all([...new Set(paths)].map((path) => readLintFolder(path, root)))
  const usually = await read(usual)
  const chosen = folders ? await read(folders) : usually
  const isBroker = (path: string) =>
    usually.some((folder) => folder.path === path && folder.roles.includes('broker'))
  const run = await lintRunTemplate(root, isBroker)
  const whole = { ...topology, apps: [...new Set([...topology.apps, ...run.apps])] }
  const found = combinations(chosen, usually).flatMap((combination) => {
    const load = loadOf(combination, whole, knowledge)
    return checks.flatMap((check) => check(load))
  })
  const findings = [
    ...chosen.flatMap((folder) => folder.findings),
    ...found.filter(({ file }) => chosen.some((folder) => isIn(file, folder))),
    ...(folders ? [] : run.findings),
  ]
  const files = chosen.reduce((sum, folder) => sum + folder.files, folders ? 0 : 1)
  return { files, findings: inOrder(withoutRepetitions(findings, settingsFiles(chosen))) }
}

const isIn = (file: string, { path }: Folder) => relative(path, file) === file.split('/').at(-1)

const settingsFiles = (folders: readonly Folder[]): string[] =>
  folders.flatMap(({ parsed }) =>
    parsed
      .filter(({ value }) => value.kind === 'BrokerSettings')
      .map(({ resource }) => resource.file),
  )

/** What settings say wrong is wrong in each component made out of them: it is said once. */
function withoutRepetitions(findings: readonly Finding[], settings: readonly string[]): Finding[] {
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/') + 1)
  const inSettings = new Set(
    findings
      .filter(({ file }) => settings.includes(file))
      .map(({ file, rule, message }) => `${folderOf(file)} ${rule} ${message}`),
  )
  const distinct = new Map(findings.map((one) => [Object.values(one).join(' '), one]))
  return [...distinct.values()].filter(
    ({ file, rule, message }) =>
      settings.includes(file) || !inSettings.has(`${folderOf(file)} ${rule} ${message}`),
  )
}

const inOrder = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  )
