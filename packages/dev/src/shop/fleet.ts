import { Advice } from '../command.ts'
import type { Say } from '../print.ts'
import type { Replica } from './plan.ts'
import {
  exchangeSidecar,
  type Launch,
  type Started,
  startReplica,
  stopReplica,
} from './processes.ts'
import { allReady } from './ready.ts'

/** The apps of a run with their sidecars, each of which can be ended and started by itself. */
export type Fleet = {
  /** All of the plan, also those that are ended at present. */
  all(): readonly Started[]
  /** Waits until all that were started are ready. */
  ready(say: Say): Promise<void>
  /** Ends a replica and its sidecar: work under way is finished first. */
  stop(name: string): Promise<void>
  /** Starts a replica that was ended; resolves when it is ready. */
  start(name: string): Promise<void>
  /**
   * Exchanges the sidecars, one after the other, for ones that are launched in another way; apps
   * go on meanwhile. What is started later is launched in that way too.
   */
  relaunch(launch: Launch): Promise<void>
  stopAll(): Promise<void>
}

/** Starts every replica of a plan but those that are to wait until they are told to start. */
export function startFleet(
  plan: readonly Replica[],
  first: Launch,
  waiting: ReadonlySet<string>,
): Fleet {
  let launch = first
  const started = new Map<string, Started>()
  const stopped = new Set<string>()
  for (const replica of plan) {
    const waits = waiting.has(replica.app.appID)
    started.set(replica.name, waits ? notStarted(replica) : startReplica(replica, launch))
    if (waits) stopped.add(replica.name)
  }
  const find = (name: string): Started => {
    const one = started.get(name)
    if (!one)
      throw new Advice(`There is no ${name} here; there are: ${[...started.keys()].join(', ')}`)
    return one
  }
  return {
    all: () => [...started.values()],
    ready: (say) =>
      allReady(
        [...started.values()].filter(({ name }) => !stopped.has(name)),
        say,
      ),
    async stop(name) {
      const one = find(name)
      if (stopped.has(name)) return
      stopped.add(name)
      await stopReplica(one)
    },
    async start(name) {
      if (!stopped.has(find(name).name)) return
      const one = startReplica(find(name), launch)
      started.set(name, one)
      stopped.delete(name)
      await allReady([one], () => {})
    },
    async relaunch(next) {
      launch = next
      for (const one of started.values()) {
        if (stopped.has(one.name)) continue
        const exchanged = await exchangeSidecar(one, launch)
        started.set(one.name, exchanged)
        await allReady([exchanged], () => {})
      }
    },
    async stopAll() {
      await Promise.all([...started.values()].map(stopReplica))
    },
  }
}

const notStarted = (replica: Replica): Started => ({
  ...replica,
  appProcess: undefined,
  sidecar: undefined,
})
