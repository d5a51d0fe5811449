import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Advice } from '../command.ts'
import { isRoot, outputOf, runProgram } from '../programs.ts'

// PostgreSQL refuses to run as root, so there it runs as the user `postgres`, who must be able to
// reach its programs and its data.

export type SystemUser = { readonly uid: number; readonly gid: number }

/** Folders that the user can reach when the checkout is somewhere private, such as in /root. */
const openFolder = '/var/lib/e-shop'

/** Who runs the server: undefined for whoever runs the launcher. */
export async function postgresUser(): Promise<SystemUser | undefined> {
  if (!isRoot()) return undefined
  return (await idsOf('postgres')) ?? createUser()
}

async function idsOf(name: string): Promise<SystemUser | undefined> {
  const [uid, gid] = await Promise.all([outputOf('id', '-u', name), outputOf('id', '-g', name)])
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

async function createUser(): Promise<SystemUser> {
  await runProgram('useradd', ['--system', '--user-group', 'postgres']).catch((error: unknown) => {
    throw new Advice(`PostgreSQL can't run as root, and the user postgres can't be made: ${error}`)
  })
  const user = await idsOf('postgres')
  if (!user) throw new Advice('PostgreSQL can not run as root; run as another user')
  return user
}

/** Whether every folder down to `path` may be entered by anybody. */
async function isOpen(path: string): Promise<boolean> {
  const { mode } = await stat(path)
  const enterable = (mode & 0o005) === 0o005
  return enterable && (dirname(path) === path || (await isOpen(dirname(path))))
}

/** The folder itself, or where others may go instead if `user` can't reach it. */
export async function reachableFolder(
  folder: string,
  user: SystemUser | undefined,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  if (!user || (await isOpen(folder))) return folder
  const other = join(openFolder, createHash('sha256').update(folder).digest('hex').slice(0, 12))
  await mkdir(other, { recursive: true })
  await chmod(other, 0o755)
  return other
}

/** The folder of PostgreSQL's programs, copied once to where `user` can reach it if need be. */
export async function reachablePrograms(
  folder: string,
  version: string,
  user: SystemUser | undefined,
): Promise<string> {
  if (!user || (await isOpen(folder))) return folder
  const copy = join(openFolder, `postgresql-${version}`)
  const whole = await stat(join(copy, 'whole')).catch(() => undefined)
  if (!whole) {
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true })
    await mkdir(join(copy, 'whole'))
  }
  return copy
}
