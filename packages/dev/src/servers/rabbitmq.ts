import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'amqplib'
import { Advice } from '../command.ts'
import { freePort } from '../ports.ts'
import { aptInstall, findProgram, hasApt, hasDocker } from '../programs.ts'
import { answering } from './answering.ts'
import { declareQueues } from './rabbitmq-topology.ts'
import type { Server, ServerOptions } from './server.ts'

const user = 'shop'
/** Good on loopback only, where the server listens. */
const password = 'development-rabbitmq'
const queueType = 'classic'

/** Where packages put the server's own script: the one in /usr/sbin insists on another user. */
const folders = ['/usr/lib/rabbitmq/bin', '/opt/homebrew/sbin', '/usr/local/sbin']

/** Starts RabbitMQ on loopback (the installed one, Docker's or Debian's) with every queue in it. */
export async function startRabbitmq(options: ServerOptions): Promise<Server> {
  const port = await options.port('rabbitmq')
  const start =
    (await local(options, port)) ?? (await docker(options, port)) ?? (await debian(options, port))
  if (!start) throw new Advice(missing)
  const url = `amqp://${user}:${password}@127.0.0.1:${port}/`
  await answering('RabbitMQ', start, () => opens(url))
  await declareQueues(url, queueType)
  return { name: 'rabbitmq', port, process: start, env: { RABBITMQ_URL: url } }
}

/** The queues of the shop in a RabbitMQ that runs elsewhere. */
export async function useRabbitmq(url: string): Promise<Server> {
  await declareQueues(url, queueType)
  return { name: 'rabbitmq', port: 0, process: undefined, env: { RABBITMQ_URL: url } }
}

async function local(options: ServerOptions, port: number) {
  const script = await findScript()
  if (!script) return undefined
  const data = join(options.folder, 'rabbitmq')
  await mkdir(data, { recursive: true })
  const epmdPort = await startPortMapper(options)
  await writeFile(
    join(data, 'rabbitmq.conf'),
    `listeners.tcp.default = 127.0.0.1:${port}\ndefault_user = ${user}\ndefault_pass = ${password}\n`,
  )
  return options.supervise({
    name: 'rabbitmq',
    command: script,
    args: [],
    cwd: data,
    env: { ...process.env, ...environment(data, epmdPort, await freePort()) },
    log: join(options.logs, 'rabbitmq.log'),
  })
}

async function findScript(): Promise<string | undefined> {
  for (const folder of folders) {
    const script = await findProgram('rabbitmq-server', [], [folder])
    if (script) return script
  }
  return undefined
}

/** Erlang's port mapper, our own: the one on its usual port belongs to the whole machine. */
async function startPortMapper({ supervise, logs }: ServerOptions): Promise<number> {
  const port = await freePort()
  supervise({
    name: 'epmd',
    command: 'epmd',
    args: ['-address', '127.0.0.1', '-port', String(port), '-relaxed_command_check'],
    log: join(logs, 'epmd.log'),
  })
  return port
}

const environment = (data: string, epmdPort: number, distributionPort: number) => ({
  HOME: data,
  ERL_EPMD_ADDRESS: '127.0.0.1',
  ERL_EPMD_PORT: String(epmdPort),
  RABBITMQ_NODENAME: 'e-shop@localhost',
  RABBITMQ_DIST_PORT: String(distributionPort),
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  RABBITMQ_MNESIA_BASE: join(data, 'mnesia'),
  RABBITMQ_LOG_BASE: join(data, 'log'),
  RABBITMQ_LOGS: '-',
  RABBITMQ_CONFIG_FILE: join(data, 'rabbitmq.conf'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(data, 'enabled_plugins'),
  // Has the script replaced by the server, so that signals reach it.
  RUNNING_UNDER_SYSTEMD: '1',
})

async function docker({ supervise, logs, folder }: ServerOptions, port: number) {
  if (!(await hasDocker())) return undefined
  const login = ['-e', `RABBITMQ_DEFAULT_USER=${user}`, '-e', `RABBITMQ_DEFAULT_PASS=${password}`]
  const data = ['-v', `${join(folder, 'rabbitmq')}:/var/lib/rabbitmq`, '--hostname', 'e-shop']
  return supervise({
    name: 'rabbitmq',
    command: 'docker',
    args: ['run', '--rm', '-p', `127.0.0.1:${port}:5672`, ...login, ...data, 'rabbitmq:4'],
    log: join(logs, 'rabbitmq.log'),
  })
}

async function debian(options: ServerOptions, port: number) {
  if (!(await hasApt())) return undefined
  options.say('not installed; installing the package rabbitmq-server with apt-get')
  await aptInstall('rabbitmq-server')
  return local(options, port)
}

const missing = `RabbitMQ is needed and not installed. Either
  Debian, Ubuntu:  sudo apt-get install rabbitmq-server
  macOS:           brew install rabbitmq
  Windows:         start Docker, or use WSL with the Debian package
  or set RABBITMQ_URL to the amqp:// address of one that runs.`

const opens = (url: string): Promise<boolean> =>
  connect(url).then(
    async (connection) => {
      await connection.close()
      return true
    },
    () => false,
  )
