import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDaprd } from '../daprd/find.ts'
import { root } from '../paths.ts'
import { freePort } from '../ports.ts'
import { step } from '../print.ts'
import { type AppSpec, readRunTemplate } from '../run-template.ts'
import { type Server, type ServerName, serverPorts } from '../servers/server.ts'
import { openControl } from './control.ts'
import type { Surroundings } from './environment.ts'
import { type Fleet, startFleet } from './fleet.ts'
import {
  brokerOf,
  type Choice,
  planReplicas,
  type Replica,
  refuseTakenPorts,
  withBroker,
} from './plan.ts'
import type { Launch } from './processes.ts'
import { type Patch, resourceFolders } from './resources.ts'
import { type RunFile, writeRunFile } from './run-file.ts'
import { openBroker, openPostgres, ownServers, type Postgres } from './servers.ts'
import type { Session } from './session.ts'
import { runFileOf } from './shop-run-file.ts'
import { buildStorefront } from './storefront-build.ts'

export type StartOptions = Choice & {
  /** The folder in components/; undefined for the template's. */
  readonly broker: string | undefined
  /** Apps that start only when they are told to. */
  readonly waiting: ReadonlySet<string>
  /** For tests: shortens every budget of a delivery in proportion. */
  readonly scale: number
  /** For tests: changes resources for this run. */
  readonly patch?: Patch
}

/** Everything but the apps: what both `npm start` and `npm run servers` need first. */
export type Ground = {
  readonly broker: string
  readonly brokerServer: Server
  readonly postgres: Postgres
  readonly plan: readonly Replica[]
  readonly surroundings: Surroundings
}

/** Starts the backing servers side by side and decides where each app will be. */
export async function openGround(session: Session, options: StartOptions): Promise<Ground> {
  const apps = await readRunTemplate(join(root, 'dapr.yaml'))
  const broker = options.broker ?? brokerOf(apps)
  const plan = await planReplicas(apps, options)
  const port = async (name: ServerName) => (options.freePorts ? freePort() : serverPorts[name])
  if (!options.freePorts) await refuseTakenPorts(plan, ownServers(broker))
  const { folder, logs, supervise } = session
  const servers = { folder, logs, supervise, port }
  const [postgres, brokerServer] = await Promise.all([
    openPostgres(servers, databaseUrls(apps)),
    openBroker(broker, servers),
    plan.some(({ app, runsApp }) => runsApp && app.appID === 'storefront')
      ? buildStorefront()
      : undefined,
  ])
  const surroundings = {
    plan,
    postgres: postgres.url,
    components: { ...postgres.env, ...brokerServer.env },
    settings: { IDENTITY_KEYS_FILE: join(folder, 'identity-keys.json'), ...scaled(options.scale) },
  }
  return { broker, brokerServer, postgres, plan, surroundings }
}

/** Asking again waits longer than all attempts of a delivery, however long those are. */
const scaled = (scale: number): Record<string, string> =>
  scale === 1 || process.env['ASK_AGAIN_AFTER']
    ? {}
    : { ASK_AGAIN_AFTER: `${Math.round(60_000 * scale)}ms` }

const databaseUrls = (apps: readonly AppSpec[]): string[] =>
  apps.flatMap((app) => (app.env['DATABASE_URL'] ? [app.env['DATABASE_URL']] : []))

export type Shop = {
  readonly ground: Ground
  readonly fleet: Fleet
  /** How its replicas were started, for one more beside them. */
  readonly launch: Launch
  /** Where everything is, as of now. */
  readonly run: () => RunFile
}

/** Starts the whole shop and resolves when all of it is ready. */
export async function startShop(session: Session, options: StartOptions): Promise<Shop> {
  const [daprd, ground] = await Promise.all([
    step('Dapr sidecar', findDaprd),
    openGround(session, options),
  ])
  const { folder, logs, supervise } = session
  const { plan, broker, surroundings } = ground
  const configFiles = [await writeNameResolution(folder)]
  const copies = join(folder, 'resources')
  const paths = withBroker(plan[0]?.app.resourcesPaths ?? [], broker)
  const resourcesPaths = await resourceFolders(paths, copies, options.scale, options.patch)
  const launch: Launch = { daprd, configFiles, resourcesPaths, logs, supervise, surroundings }
  const fleet = startFleet(plan, launch, options.waiting)
  session.onClose(() => fleet.stopAll())
  await step(`${plan.length} apps and their sidecars`, (say) => fleet.ready(say))

  const run = () => runFileOf(ground, fleet.all())
  const write = () => writeRunFile(folder, run())
  // Process ids change when something that died is started again.
  session.onRestart(write)
  const control = await openControl(folder, fleet, write)
  session.onClose(() => control.close())
  write()
  return { ground, fleet, launch, run }
}

/**
 * Sidecars find each other in one SQLite file: it needs no network, not even multicast. It is
 * the launcher's own affair, so not in dapr/config.yaml.
 */
async function writeNameResolution(folder: string): Promise<string> {
  const database = join(folder, 'names.db')
  for (const end of ['', '-shm', '-wal']) await rm(`${database}${end}`, { force: true })
  const file = join(folder, 'name-resolution.yaml')
  const text = `apiVersion: dapr.io/v1alpha1
kind: Configuration
metadata:
  name: name-resolution
spec:
  nameResolution:
    component: sqlite
    version: v1
    configuration:
      connectionString: ${JSON.stringify(database)}
`
  await writeFile(file, text)
  return file
}
