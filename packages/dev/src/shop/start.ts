import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDaprd } from '../daprd/find.ts'
import { root } from '../paths.ts'
import { freePort } from '../ports.ts'
import { step } from '../print.ts'
import { type AppSpec, readRunTemplate } from '../run-template.ts'
import type { Server } from '../servers/server.ts'
import type { Surroundings } from './environment.ts'
import {
  brokerOf,
  type Choice,
  planReplicas,
  type Replica,
  refuseTakenPorts,
  withBroker,
} from './plan.ts'
import { type Started, startReplica, stopReplica } from './processes.ts'
import { allReady } from './ready.ts'
import { type RunFile, writeRunFile } from './run-file.ts'
import {
  openBroker,
  openPostgres,
  type Postgres,
  type ServerOptions,
  serverPorts,
} from './servers.ts'
import type { Session } from './session.ts'
import { runFileOf } from './shop-run-file.ts'
import { buildStorefront } from './storefront-build.ts'

export type StartOptions = Choice & {
  /** The folder in components/; undefined for the template's. */
  readonly broker: string | undefined
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
  const port = (name: keyof typeof serverPorts) =>
    options.freePorts ? freePort() : Promise.resolve(serverPorts[name])
  if (!options.freePorts) await refuseTakenPorts(plan, ownServerPorts(broker))
  const { folder, logs, supervise } = session
  const servers: ServerOptions = { folder, logs, supervise, port }
  const [postgres, brokerServer] = await Promise.all([
    openPostgres(servers, databaseUrls(apps)),
    openBroker(broker, servers),
    plan.some((one) => one.app.appID === 'storefront') ? buildStorefront() : undefined,
  ])
  const surroundings = {
    plan,
    postgres: postgres.url,
    components: { ...postgres.env, ...brokerServer.env },
    settings: { IDENTITY_KEYS_FILE: join(folder, 'identity-keys.json') },
  }
  return { broker, brokerServer, postgres, plan, surroundings }
}

const ownServerPorts = (broker: string): Record<string, number> => ({
  ...(!process.env['POSTGRES_URL'] && { PostgreSQL: serverPorts.postgres }),
  ...(broker === 'redis' && !process.env['REDIS_HOST'] && { Redis: serverPorts.redis }),
})

const databaseUrls = (apps: readonly AppSpec[]): string[] =>
  apps.flatMap((app) => (app.env['DATABASE_URL'] ? [app.env['DATABASE_URL']] : []))

export type Shop = { readonly ground: Ground; readonly run: RunFile }

/** Starts the whole shop and resolves when all of it is ready. */
export async function startShop(session: Session, options: StartOptions): Promise<Shop> {
  const [daprd, ground] = await Promise.all([
    step('Dapr sidecar', findDaprd),
    openGround(session, options),
  ])
  const nameResolution = await writeNameResolution(session.folder)
  const started: Started[] = ground.plan.map((replica) =>
    startReplica(replica, {
      daprd,
      configFiles: [nameResolution],
      resourcesPaths: ({ app }) => withBroker(app.resourcesPaths, ground.broker),
      logs: session.logs,
      supervise: session.supervise,
      surroundings: ground.surroundings,
    }),
  )
  session.onClose(() => Promise.all(started.map(stopReplica)))
  await step(`${started.length} apps and their sidecars`, (say) => allReady(started, say))
  const write = () => writeRunFile(session.folder, runFileOf(ground, started))
  // Process ids change when something that died is started again.
  session.onRestart(() => void write())
  await write()
  return { ground, run: runFileOf(ground, started) }
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
