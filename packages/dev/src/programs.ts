import { execFile, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)

/** What a program prints, trimmed; undefined if it can't be run or fails. */
export async function outputOf(command: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await execFileAsync(command, args, { timeout: 20_000 })
    return stdout.trim()
  } catch {
    return undefined
  }
}

const isExecutable = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  )

const pathFolders = () =>
  (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')

/** The full path of a program: the first on PATH, then in the further folders. */
export async function findProgram(
  name: string,
  further: readonly string[] = [],
  first: readonly string[] = pathFolders(),
): Promise<string | undefined> {
  for (const folder of [...first, ...further]) {
    const file = join(folder, name)
    if (await isExecutable(file)) return file
  }
  return undefined
}

/** Runs a program to its end; throws with the end of what it printed if it fails. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let tail = ''
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-4_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}:\n${tail}`)),
    )
  })
}

export const isRoot = (): boolean => process.getuid?.() === 0

/** Whether a Docker daemon answers. */
export const hasDocker = async (): Promise<boolean> =>
  (await outputOf('docker', 'info', '--format', '{{.ServerVersion}}')) !== undefined

/** Whether packages can be installed: Debian or Ubuntu, as root. */
export const hasApt = async (): Promise<boolean> =>
  isRoot() && (await findProgram('apt-get')) !== undefined

/** Installs a Debian package. Its service is not wanted: the shop runs a server of its own. */
export async function aptInstall(name: string) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  await runProgram('apt-get', ['update', '-q'], { env })
  await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { env })
}
