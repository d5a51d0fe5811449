import type { RunFile } from '../shop/run-file.ts'
import type { Cell } from './cells.ts'

/** The processes of a run by name, as far as they run now: `basket`, `basket.daprd`, `postgres`. */
export function pidsOf({ processes, servers }: RunFile): ReadonlyMap<string, number> {
  const all: [string, number | undefined][] = [
    ...servers.map(({ name, pid }): [string, number | undefined] => [name, pid]),
    ...processes.flatMap(({ app, pid, daprPid }): [string, number | undefined][] => [
      [app, pid],
      [`${app}.daprd`, daprPid],
    ]),
  ]
  return new Map(all.flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid] as const])))
}

/** The name of the process that a cell kills. */
export function victimOf({ app, victim }: Cell, broker: string): string {
  switch (victim) {
    case 'service':
      return app
    case 'sidecar':
      return `${app}.daprd`
    case 'broker':
      return broker
    default:
      return victim
  }
}

/** The processes that run as others than before. */
export const replaced = (
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): string[] => [...before].filter(([name, pid]) => now.get(name) !== pid).map(([name]) => name)
