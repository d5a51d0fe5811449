import { join } from 'node:path'
import { Advice } from '../command.ts'
import { freePort } from '../ports.ts'
import { type AppSpec, readRunTemplate } from '../run-template.ts'
import { type Server, type ServerName, serverPorts } from '../servers/server.ts'
import type { Surroundings } from './environment.ts'
import { brokerOf, type Choice, planReplicas, type Replica, refuseTakenPorts } from './plan.ts'
import type { Patch } from './resources.ts'
import { openBroker, openPostgres, ownServers, type Postgres } from './servers.ts'
import type { Session } from './session.ts'
import { buildStorefront } from './storefront-build.ts'

export type StartOptions = Choice & {
  /** The folder in components/; undefined for the template's. */
  readonly broker: string | undefined
  /** The run template. */
  readonly file: string
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
  const apps = await readRunTemplate(options.file)
  const broker = options.broker ?? brokerOf(apps)
  const plan = await planReplicas(apps, options)
  if (!options.freePorts) await refuseTakenPorts(plan, ownServers(broker))
  const servers = serverOptions(session, options)
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
    settings: {
      IDENTITY_KEYS_FILE: join(session.folder, 'identity-keys.json'),
      ...scaled(options.scale),
    },
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

/** The same with another broker, which is started, or found, with all topics and queues in it. */
export async function groundOn(
  ground: Ground,
  broker: string,
  session: Session,
  options: StartOptions,
): Promise<Ground> {
  if (broker === ground.broker) throw new Advice(`The shop is on ${broker} already.`)
  const brokerServer = await openBroker(broker, serverOptions(session, options))
  const components = { ...ground.postgres.env, ...brokerServer.env }
  return { ...ground, broker, brokerServer, surroundings: { ...ground.surroundings, components } }
}

const serverOptions = ({ folder, logs, supervise }: Session, { freePorts }: StartOptions) => ({
  ...{ folder, logs, supervise },
  port: async (name: ServerName) => (freePorts ? freePort() : serverPorts[name]),
})
