import { mkdir } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Advice } from '../command.ts'
import type { Say } from '../print.ts'
import { aptInstall, findProgram, hasApt, hasDocker } from '../programs.ts'
import type { Supervised } from '../supervise.ts'
import type { Server, Supervise } from './server.ts'

type Options = {
  /** Holds `redis/`. */
  readonly folder: string
  readonly port: number
  readonly log: string
  readonly supervise: Supervise
  readonly say: Say
}

/** Durable to the last second even when it is killed, and it never throws away what it holds. */
const settings = [
  ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
  ...['--maxmemory-policy', 'noeviction', '--stop-writes-on-bgsave-error', 'no'],
]

/** Starts Redis on loopback: the one on PATH, Docker's, or Debian's. */
export async function startRedis({ folder, port, log, supervise, say }: Options): Promise<Server> {
  const data = join(folder, 'redis')
  await mkdir(data, { recursive: true })
  const program = (await local()) ?? (await docker(data, port)) ?? (await debian(say))
  if (!program) throw new Advice(missing)
  const address = ['--bind', '127.0.0.1', '--port', String(port), '--dir', data]
  const process = supervise({
    name: 'redis',
    command: program.command,
    args: program.args ?? [...address, ...settings],
    log,
  })
  await answers(port, process)
  return { name: 'redis', port, process, env: { REDIS_HOST: `127.0.0.1:${port}` } }
}

type Found = { readonly command: string; readonly args?: readonly string[] }

async function local(): Promise<Found | undefined> {
  const command = await findProgram('redis-server', ['/opt/homebrew/bin', '/usr/local/bin'])
  return command === undefined ? undefined : { command }
}

async function docker(data: string, port: number): Promise<Found | undefined> {
  if (!(await hasDocker())) return undefined
  const publish = ['-p', `127.0.0.1:${port}:6379`, '-v', `${data}:/data`]
  const args = ['run', '--rm', ...publish, 'redis:7', 'redis-server', '--dir', '/data', ...settings]
  return { command: 'docker', args }
}

async function debian(say: Say): Promise<Found | undefined> {
  if (!(await hasApt())) return undefined
  say('not installed; installing the package redis-server with apt-get')
  await aptInstall('redis-server')
  return local()
}

const missing = `Redis is needed and not installed. Either
  Debian, Ubuntu:  sudo apt-get install redis-server
  macOS:           brew install redis
  Windows:         start Docker, or use WSL with the Debian package
  or set REDIS_HOST to the host:port of one that runs.`

/** Resolves once the server answers a PING, also while it still loads its file. */
async function answers(port: number, process: Supervised) {
  const end = Date.now() + 60_000
  const wait = async () => {
    while (!(await ping(port))) {
      if (Date.now() > end) throw new Advice(`Redis does not answer; its log: ${process.log}`)
      await sleep(100)
    }
  }
  await Promise.race([wait(), process.failed])
}

const ping = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const end = (ok: boolean) => {
      socket.destroy()
      resolve(ok)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.on('error', () => end(false))
    socket.on('data', (answer) => end(answer.toString().startsWith('+PONG')))
  })
