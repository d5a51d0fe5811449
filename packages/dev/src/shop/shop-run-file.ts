import { onServer } from '../servers/databases.ts'
import type { Server } from '../servers/server.ts'
import type { Ground } from './ground.ts'
import type { Replica } from './plan.ts'
import type { Started } from './processes.ts'
import type { RunFile } from './run-file.ts'

/** What `run.json` says of a run, as it is now. */
export function runFileOf(ground: Ground, started: readonly Started[]): RunFile {
  const { plan, postgres, brokerServer, broker } = ground
  return {
    storefront: addressOf('storefront', plan),
    gateway: addressOf('gateway', plan),
    identity: addressOf('identity', plan),
    broker,
    processes: started.map(toProcess),
    servers: [postgres.server, brokerServer].flatMap((server) => (server ? toServer(server) : [])),
    databases: Object.fromEntries(
      plan.flatMap(({ app }) => {
        const url = app.env['DATABASE_URL']
        return url ? [[app.appID, onServer(url, postgres.url)]] : []
      }),
    ),
    brokerAddress: { ...brokerServer.env },
  }
}

/** Empty for an app that isn't part of the run. */
function addressOf(app: string, plan: readonly Replica[]): string {
  const first = plan.find((one) => one.app.appID === app)
  return first ? `http://127.0.0.1:${first.port}` : ''
}

const toProcess = ({ app, number, appProcess, sidecar, ...ports }: Started) => ({
  app: app.appID,
  replica: number,
  pid: appProcess?.pid(),
  port: ports.port,
  daprPid: sidecar?.pid(),
  daprHttpPort: ports.httpPort,
  metricsPort: ports.metricsPort,
  log: appProcess?.log ?? '',
  daprLog: sidecar?.log ?? '',
})

const toServer = ({ name, port, process }: Server) =>
  process ? [{ name, pid: process.pid(), port, log: process.log }] : []
