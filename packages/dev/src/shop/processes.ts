import { join } from 'node:path'
import { daprdArguments } from '../daprd/arguments.ts'
import type { Supervise } from '../servers/server.ts'
import type { Supervised } from '../supervise.ts'
import { appEnvironment, type Surroundings, sidecarEnvironment } from './environment.ts'
import type { Replica } from './plan.ts'

/** A replica as it runs: its app, unless that is run elsewhere, and its sidecar. */
export type Started = Replica & {
  readonly appProcess: Supervised | undefined
  /** Undefined for a replica that has never been started. */
  readonly sidecar: Supervised | undefined
}

/** What the replicas of a run have in common. */
export type Launch = {
  readonly daprd: string
  readonly configFiles: readonly string[]
  readonly resourcesPaths: readonly string[]
  readonly logs: string
  readonly supervise: Supervise
  readonly surroundings: Surroundings
}

/** Starts an app and its sidecar side by side; each waits for the other by itself. */
export const startReplica = (replica: Replica, launch: Launch): Started => ({
  ...replica,
  appProcess: replica.runsApp ? startApp(replica, launch) : undefined,
  sidecar: startSidecar(replica, launch),
})

function startApp(replica: Replica, { supervise, logs, surroundings }: Launch): Supervised {
  const { app, name } = replica
  const [command = 'node', ...args] = app.command
  return supervise({
    name,
    command: command === 'node' ? process.execPath : command,
    args,
    cwd: app.appDirPath,
    env: { ...process.env, ...appEnvironment(replica, surroundings) },
    log: join(logs, `${name}.log`),
  })
}

function startSidecar(replica: Replica, launch: Launch): Supervised {
  const { app, name } = replica
  const { daprd, configFiles, resourcesPaths, logs, supervise, surroundings } = launch
  return supervise({
    name: `${name}.daprd`,
    command: daprd,
    args: daprdArguments(app, {
      appPort: replica.port,
      httpPort: replica.httpPort,
      grpcPort: replica.grpcPort,
      internalGrpcPort: replica.internalGrpcPort,
      metricsPort: replica.metricsPort,
      configFiles: [...(app.configFilePath ? [app.configFilePath] : []), ...configFiles],
      resourcesPaths,
    }),
    env: { ...process.env, ...sidecarEnvironment(replica, surroundings) },
    log: join(logs, `${name}.daprd.log`),
  })
}

/** Exchanges the sidecar of a running app for one that is launched in another way. */
export async function exchangeSidecar(started: Started, launch: Launch): Promise<Started> {
  // It has nothing under way that could not be asked for again, and it can't drain while its app
  // goes on.
  await started.sidecar?.stop(1_000)
  return { ...started, sidecar: startSidecar(started, launch) }
}

/**
 * Ends both: together they finish what is under way. Once the app has drained nothing is left for
 * the sidecar to wait for.
 */
export async function stopReplica({ appProcess, sidecar }: Started) {
  const sidecarEnds = sidecar?.stop(20_000)
  await appProcess?.stop(15_000)
  await Promise.race([sidecarEnds, sidecar?.stop(1_000)])
}
