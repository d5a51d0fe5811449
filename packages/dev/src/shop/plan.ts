import { basename, dirname, join } from 'node:path'
import { Advice } from '../command.ts'
import { freePort, isFree } from '../ports.ts'
import type { AppSpec } from '../run-template.ts'
import { type ServerName, serverPorts } from '../servers/server.ts'

/** One replica of an app with its sidecar: which ports they get. */
export type Replica = {
  readonly app: AppSpec
  /** From 1. */
  readonly number: number
  /** The app id, with the number from the second replica on. */
  readonly name: string
  /** Whether the launcher runs the app itself, or its sidecar alone. */
  readonly runsApp: boolean
  readonly port: number
  readonly httpPort: number
  readonly grpcPort: number
  readonly internalGrpcPort: number
  readonly metricsPort: number
}

export type Choice = {
  /** Replicas by app id; one where it isn't given. */
  readonly replicas: ReadonlyMap<string, number>
  /** Apps whose sidecar runs and who are run elsewhere. */
  readonly without: ReadonlySet<string>
  /** The only apps to run; empty for all. */
  readonly only: ReadonlySet<string>
  /** Free ports in place of the template's. */
  readonly freePorts: boolean
}

/** Which processes a run has. The first replica has the template's ports, others take free ones. */
export async function planReplicas(apps: readonly AppSpec[], choice: Choice): Promise<Replica[]> {
  const known = apps.map((app) => app.appID)
  for (const name of [...choice.replicas.keys(), ...choice.without, ...choice.only]) {
    if (!known.includes(name))
      throw new Advice(`There is no app ${name}; there are: ${known.join(', ')}`)
  }
  const chosen = apps.filter((app) => choice.only.size === 0 || choice.only.has(app.appID))
  const plan: Replica[] = []
  for (const app of chosen) {
    const count = choice.replicas.get(app.appID) ?? 1
    for (let number = 1; number <= count; number += 1) {
      plan.push(await replicaOf(app, number, choice))
    }
  }
  return plan
}

async function replicaOf(app: AppSpec, number: number, choice: Choice): Promise<Replica> {
  const own = !choice.freePorts && number === 1
  const port = (given: number) => (own ? given : freePort())
  return {
    app,
    number,
    name: number === 1 ? app.appID : `${app.appID}-${number}`,
    runsApp: !(choice.without.has(app.appID) && number === 1),
    port: await port(app.appPort),
    httpPort: await port(app.daprHTTPPort),
    grpcPort: await port(app.daprGRPCPort),
    internalGrpcPort: await port(app.daprInternalGRPCPort),
    metricsPort: await port(app.metricsPort),
  }
}

/** Says which port is taken, and by which part of the shop it is wanted. */
export async function refuseTakenPorts(plan: readonly Replica[], servers: readonly ServerName[]) {
  const wanted = [
    ...servers.map((name): [string, number] => [name, serverPorts[name]]),
    ...plan.flatMap((one): [string, number][] => [
      ...(one.runsApp ? [[one.name, one.port] as [string, number]] : []),
      [`${one.name}'s sidecar`, one.httpPort],
      [`${one.name}'s sidecar`, one.grpcPort],
      [`${one.name}'s sidecar`, one.internalGrpcPort],
      [`${one.name}'s sidecar`, one.metricsPort],
    ]),
  ]
  const taken: string[] = []
  for (const [name, port] of wanted) if (!(await isFree(port))) taken.push(`${port} (${name})`)
  if (taken.length === 0) return
  throw new Advice(
    `Taken by another program: port ${taken.join(', ')}. End that program, or use npm start -- --free-ports.`,
  )
}

/** The resource folders of an app, with the broker's folder exchanged for another. */
export const withBroker = (paths: readonly string[], broker: string): string[] =>
  paths.map((path) => (isBrokerFolder(path) ? join(dirname(path), broker) : path))

const isBrokerFolder = (path: string) =>
  basename(dirname(path)) === 'components' && basename(path) !== 'base'

/** The broker whose folder the template names. */
export function brokerOf(apps: readonly AppSpec[]): string {
  const folders = new Set(apps.flatMap((app) => app.resourcesPaths).filter(isBrokerFolder))
  const [folder] = folders
  if (folders.size !== 1 || !folder) {
    throw new Advice(
      'dapr.yaml must name exactly one broker folder of components/ in resourcesPaths',
    )
  }
  return basename(folder)
}
