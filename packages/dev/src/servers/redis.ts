import { mkdir } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import type { Say } from '../print.ts'
import { aptInstall, findProgram, hasApt, hasDocker } from '../programs.ts'
import { answering } from './answering.ts'
import type { Server, ServerOptions } from './server.ts'

/** Durable to the last second even when it is killed, and it never throws away what it holds. */
const settings = [
  ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
  ...['--maxmemory-policy', 'noeviction', '--stop-writes-on-bgsave-error', 'no'],
]

/** Starts Redis on loopback: the one on PATH, Docker's, or Debian's. */
export async function startRedis(options: ServerOptions): Promise<Server> {
  const { folder, logs, supervise, say } = options
  const port = await options.port('redis')
  const data = join(folder, 'redis')
  await mkdir(data, { recursive: true })
  const program = (await local()) ?? (await docker(data, port)) ?? (await debian(say))
  if (!program) throw new Advice(missing)
  const address = ['--bind', '127.0.0.1', '--port', String(port), '--dir', data]
  const process = supervise({
    name: 'redis',
    command: program.command,
    args: program.args ?? [...address, ...settings],
    log: join(logs, 'redis.log'),
  })
  // Also while it still loads its file it doesn't answer a PING with PONG.
  await answering('Redis', process, () => ping('127.0.0.1', port))
  return { name: 'redis', port, process, env: { REDIS_HOST: `127.0.0.1:${port}` } }
}

/** A Redis that runs elsewhere; a stream and its groups need no declaring: a group begins at 0. */
export async function useRedis(address: string): Promise<Server> {
  const [host = '', port = '6379'] = address.split(':')
  if (!(await ping(host, Number(port)))) throw new Advice(`REDIS_HOST: ${address} does not answer`)
  return { name: 'redis', port: 0, process: undefined, env: { REDIS_HOST: address } }
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

const ping = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, host, () => socket.write('PING\r\n'))
    const end = (ok: boolean) => {
      socket.destroy()
      resolve(ok)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.on('error', () => end(false))
    socket.on('data', (answer) => end(answer.toString().startsWith('+PONG')))
  })
