import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import { eventually } from '../eventually.ts'
import type { Cell } from './cells.ts'
import type { CrashShop } from './crash-shop.ts'
import { pidsOf, victimOf } from './processes.ts'

/** The crash of a cell (packages/kit/src/failpoint.ts). */
export type Kill = {
  /** The name of the process. */
  readonly victim: string
  /** Lets it be killed when the step is next taken; once, however often it is called. */
  arm(): void
  /** Whether it was killed; resolves when another runs in its place. */
  replaced(): Promise<boolean>
}

export function killOf({ shop, failpoints }: CrashShop, cell: Cell): Kill {
  const { app, point, detail } = cell
  const file = join(failpoints, `${app}.${point}${detail ? `@${detail}` : ''}`)
  const victim = victimOf(cell, shop.ground.broker)
  const pid = () => pidsOf(shop.run()).get(victim)
  if (pid() === undefined) {
    throw new Advice(`${victim} was not started by this run, which can not kill it.`)
  }
  let armed: number | undefined
  return {
    victim,
    arm() {
      if (armed !== undefined) return
      armed = pid()
      if (armed === undefined) throw new Error(`${victim} does not run`)
      // Whole or not at all: an empty file would kill the service in place of its victim.
      writeFileSync(`${file}.draft`, String(armed))
      renameSync(`${file}.draft`, file)
    },
    async replaced() {
      const fired = armed !== undefined && !existsSync(file)
      rmSync(file, { force: true })
      if (!fired) return false
      await eventually(`another ${victim}`, async () => pid() !== undefined && pid() !== armed)
      return true
    },
  }
}
