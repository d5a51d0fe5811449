import { renameSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** `run.json` (DESIGN §7): where everything of a running shop is. */
const runFile = z.object({
  storefront: z.string(),
  gateway: z.string(),
  identity: z.string(),
  broker: z.string(),
  processes: z.array(
    z.object({
      app: z.string(),
      replica: z.int(),
      /** Undefined for an app that is run elsewhere (`--without`). */
      pid: z.int().optional(),
      port: z.int(),
      daprPid: z.int().optional(),
      daprHttpPort: z.int(),
      /** Where its sidecar answers Prometheus. */
      metricsPort: z.int(),
      log: z.string(),
      daprLog: z.string(),
    }),
  ),
  /** The backing servers that the run has started. */
  servers: z.array(
    z.object({ name: z.string(), pid: z.int().optional(), port: z.int(), log: z.string() }),
  ),
  /** Addresses of servers, for tools that look into them: databases by app, the broker's. */
  databases: z.record(z.string(), z.string()),
  brokerAddress: z.record(z.string(), z.string()),
})
export type RunFile = z.infer<typeof runFile>

const pathOf = (folder: string) => join(folder, 'run.json')

/** What runs in a data folder; undefined if nothing does, or if another version has written it. */
export async function readRunFile(folder: string): Promise<RunFile | undefined> {
  const text = await readFile(pathOf(folder), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : runFile.safeParse(JSON.parse(text)).data
}

/** Written whole or not at all; it holds passwords of databases, so only its owner reads it. */
export function writeRunFile(folder: string, run: RunFile) {
  const draft = `${pathOf(folder)}.draft`
  writeFileSync(draft, JSON.stringify(run, null, 2), { mode: 0o600 })
  renameSync(draft, pathOf(folder))
}

export const removeRunFile = (folder: string) => rm(pathOf(folder), { force: true })
