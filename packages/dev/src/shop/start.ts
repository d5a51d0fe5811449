import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDaprd } from '../daprd/find.ts'
import { step } from '../print.ts'
import { openControl } from './control.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { type Ground, groundOn, openGround, type StartOptions } from './ground.ts'
import { withBroker } from './plan.ts'
import type { Launch } from './processes.ts'
import { releaseRelays } from './relay-holds.ts'
import { resourceFolders } from './resources.ts'
import { type RunFile, writeRunFile } from './run-file.ts'
import type { Session } from './session.ts'
import { runFileOf } from './shop-run-file.ts'
import { switchBroker } from './switch-broker.ts'

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
  const launchOn = launcher(session, options, daprd, [await writeNameResolution(session.folder)])
  const launch = await launchOn(ground)
  const fleet = startFleet(ground.plan, launch, options.waiting)
  session.onClose(() => fleet.stopAll())
  await step(`${ground.plan.length} apps and their sidecars`, (say) => fleet.ready(say))

  let now = ground
  const run = () => runFileOf(now, fleet.all())
  const write = () => writeRunFile(session.folder, run())
  // Of a switch that was cut short; whatever broker this is, it is the one that is used.
  await releaseRelays(run())
  // Process ids change when something that died is started again.
  session.onRestart(write)
  const control = await openControl(session.folder, async (order, name, say) => {
    if (order === 'switch') {
      const to = await groundOn(now, name, session, options)
      await switchBroker({ from: now, to, fleet, launchOn, run, file: options.file, say })
      now = to
    }
    if (order === 'stop' || order === 'restart') await fleet.stop(name)
    if (order === 'start' || order === 'restart') await fleet.start(name)
    write()
  })
  session.onClose(() => control.close())
  write()
  return { ground, fleet, launch, run }
}

/** How sidecars are started on a broker. */
const launcher =
  (session: Session, options: StartOptions, daprd: string, configFiles: readonly string[]) =>
  async ({ plan, broker, surroundings }: Ground): Promise<Launch> => {
    const { folder, logs, supervise } = session
    const paths = withBroker(plan[0]?.app.resourcesPaths ?? [], broker)
    const copies = join(folder, 'resources', broker)
    const resourcesPaths = await resourceFolders(paths, copies, options.scale, options.patch)
    return { daprd, configFiles, resourcesPaths, logs, supervise, surroundings }
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
      # A name counts for updateInterval and is said anew after updateInterval - timeout: that much
      # a slow disk may delay it. By default it is 1 s, with rounding almost nothing, and then
      # every call fails at once.
      updateInterval: 15s
      timeout: 5s
      busyTimeout: 2s
`
  await writeFile(file, text)
  return file
}
