import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import { cacheFolder, root } from '../paths.ts'
import type { Say } from '../print.ts'
import { findProgram, outputOf } from '../programs.ts'
import { buildDaprd } from './build.ts'
import { downloadDaprd } from './download.ts'

const program = process.platform === 'win32' ? 'daprd.exe' : 'daprd'

/** The version that dapr/runtime/go.mod pins. */
export async function pinnedVersion(): Promise<string> {
  const text = await readFile(join(root, 'dapr', 'runtime', 'go.mod'), 'utf8')
  const version = /^\s*github\.com\/dapr\/dapr v(\S+)/m.exec(text)?.[1]
  if (!version) throw new Error('dapr/runtime/go.mod does not pin github.com/dapr/dapr')
  return version
}

/**
 * The sidecar's program: DAPRD_PATH, else an installed one of the pinned minor version, else the
 * one in the cache, which is downloaded or built there once.
 */
export async function findDaprd(say: Say): Promise<string> {
  const version = await pinnedVersion()
  return (await chosen()) ?? (await installed(version)) ?? cached(version, say)
}

async function chosen(): Promise<string | undefined> {
  const path = process.env['DAPRD_PATH']
  if (!path) return undefined
  if (await outputOf(path, '--version')) return path
  throw new Advice(`DAPRD_PATH is ${path}, which can't be run`)
}

async function installed(version: string): Promise<string | undefined> {
  const candidates = [join(homedir(), '.dapr', 'bin', program), await findProgram(program)]
  for (const path of candidates) {
    const found = path && (await outputOf(path, '--version'))
    if (path && found && minorOf(found) === minorOf(version)) return path
  }
  return undefined
}

const minorOf = (version: string) => version.split('.').slice(0, 2).join('.')

async function cached(version: string, say: Say): Promise<string> {
  const folder = join(cacheFolder, `daprd-${version}`)
  const path = join(folder, program)
  if (await outputOf(path, '--version')) return path
  const reason = await downloadDaprd(version, path, say).catch((error: unknown) => String(error))
  if (reason === undefined) return path
  say(`no release archive (${reason}); building ${version} from source with Go`)
  await buildDaprd(version, path, say)
  return path
}
