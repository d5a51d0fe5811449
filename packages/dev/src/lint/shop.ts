import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { contracts } from '@shop/kit/events.ts'
import { deadLetterStore, subscriptions, topics } from '../generate/topology.ts'
import { root } from '../paths.ts'
import { type LintRequest, lint, type Report } from './lint.ts'

/** The folders that dapr.yaml's sidecars load, with those of every broker. */
async function usualFolders(): Promise<string[]> {
  const entries = await readdir(join(root, 'components'), { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return [...folders.map((name) => join(root, 'components', name)), join(root, 'dapr')]
}

/** Lints the shop's own resources, or those in the folders against the shop's contracts. */
export async function lintShop(folders?: readonly string[]): Promise<Report> {
  const apps = [...new Set(contracts.flatMap(({ from, hears }) => [from, ...hears]))]
  const request: LintRequest = {
    root,
    usual: await usualFolders(),
    topology: { apps: [...apps, deadLetterStore], topics, subscriptions },
    ...(folders && { folders }),
  }
  return lint(request)
}
