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
export function startReplica(replica: Replica, launch: Launch): Started {
  const { app, name, runsApp } = replica
  const { supervise, logs, surroundings } = launch
  const [command = 'node', ...args] = app.command
  const appProcess = runsApp
    ? supervise({
        name,
        command: command === 'node' ? process.execPath : command,
        args,
        cwd: app.appDirPath,
        env: { ...process.env, ...appEnvironment(replica, surroundings) },
        log: join(logs, `${name}.log`),
      })
    : undefined
  const sidecar = supervise({
    name: `${name}.daprd`,
    command: launch.daprd,
    args: daprdArguments(app, {
      appPort: replica.port,
      httpPort: replica.httpPort,
      grpcPort: replica.grpcPort,
      internalGrpcPort: replica.internalGrpcPort,
      metricsPort: replica.metricsPort,
      configFiles: [...(app.configFilePath ? [app.configFilePath] : []), ...launch.configFiles],
      resourcesPaths: launch.resourcesPaths,
    }),
    env: { ...process.env, ...sidecarEnvironment(replica, surroundings) },
    log: join(logs, `${name}.daprd.log`),
  })
  return { ...replica, appProcess, sidecar }
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
