import { stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { Advice } from '../command.ts'
import type { Finding } from './finding.ts'
import { type ParsedResource, parseResource } from './parse.ts'
import { readFolder } from './resource.ts'

/** What a folder is there for; one may be there for several things. */
export type Role = 'broker' | 'rules' | 'base'

/** A folder of resources, read. */
export type Folder = {
  readonly path: string
  readonly files: number
  readonly parsed: readonly ParsedResource[]
  /** The kinds of what is too faulty to be looked into; empty where that isn't known. */
  readonly refused: readonly string[]
  readonly findings: readonly Finding[]
  readonly roles: readonly Role[]
}

export async function readLintFolder(path: string, root: string): Promise<Folder> {
  const name = relative(root, path).replaceAll('\\', '/') || '.'
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) throw new Advice(`${name} is no folder.`)
  const { resources, findings } = await readFolder(path, root)
  const results = resources.map(parseResource)
  const parsed = results.flatMap((result) => result.parsed ?? [])
  return {
    path: name,
    files: new Set([...resources, ...findings].map(({ file }) => file)).size,
    parsed,
    refused: [...results.flatMap((result) => result.refused ?? []), ...findings.map(() => '')],
    findings: [...findings, ...results.flatMap((result) => result.findings)],
    roles: [...new Set(parsed.map(roleOf))],
  }
}

function roleOf({ value }: ParsedResource): Role {
  switch (value.kind) {
    case 'BrokerSettings':
      return 'broker'
    case 'Component':
      return value.spec.type.startsWith('pubsub.') ? 'broker' : 'base'
    default:
      return 'rules'
  }
}

/** Folders that are loaded together, and a name for it where there are several. */
export type Combination = { readonly label: string; readonly folders: readonly Folder[] }

/**
 * The folders to look at, with as many of the usual ones as it takes to judge them: a broker's
 * components can't be judged without the policies. One combination for each broker.
 */
export function combinations(chosen: readonly Folder[], usual: readonly Folder[]): Combination[] {
  const given = chosen.flatMap(({ roles }) => roles)
  const paths = chosen.map(({ path }) => path)
  const context = usual.filter(
    ({ path, roles }) =>
      !paths.includes(path) && roles.length > 0 && !roles.some((role) => given.includes(role)),
  )
  const all = [...chosen, ...context]
  const brokers = all.filter(({ roles }) => roles.includes('broker'))
  if (brokers.length < 2) return [{ label: '', folders: all }]
  return brokers.map((broker) => ({
    label: broker.path,
    folders: all.filter((folder) => folder === broker || !brokers.includes(folder)),
  }))
}
