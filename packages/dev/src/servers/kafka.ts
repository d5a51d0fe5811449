import { randomBytes } from 'node:crypto'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import { freePort } from '../ports.ts'
import { hasDocker, runProgram } from '../programs.ts'
import { answering } from './answering.ts'
import { findKafka, type Java } from './kafka-jars.ts'
import { answersKafka, declareTopics } from './kafka-topology.ts'
import type { Server, ServerOptions } from './server.ts'

/** Starts one Kafka node (KRaft, no ZooKeeper) on loopback, with every topic in it. */
export async function startKafka(options: ServerOptions): Promise<Server> {
  const port = await options.port('kafka')
  const kafka = await findKafka(options.say)
  const process = kafka ? await local(kafka, options, port) : await docker(options, port)
  if (!process) throw new Advice(missing)
  const brokers = `127.0.0.1:${port}`
  await answering('Kafka', process, () => answersKafka(brokers))
  await declareTopics(brokers, 1)
  return { name: 'kafka', port, process, env: { KAFKA_BROKERS: brokers } }
}

/** The topics of the shop in a Kafka that runs elsewhere, three copies of each if it can. */
export async function useKafka(brokers: string): Promise<Server> {
  await declareTopics(brokers, 3)
  return { name: 'kafka', port: 0, process: undefined, env: { KAFKA_BROKERS: brokers } }
}

async function local({ java, classPath }: Java, options: ServerOptions, port: number) {
  const data = join(options.folder, 'kafka')
  await mkdir(data, { recursive: true })
  const file = join(data, 'server.properties')
  await writeFile(file, properties(data, port, await freePort()))
  const run = (...args: string[]) => ['-Xmx512m', '-cp', classPath, ...args]
  if (!(await stat(join(data, 'log', 'meta.properties')).catch(() => undefined))) {
    const id = randomBytes(16).toString('base64url')
    await runProgram(java, run('kafka.tools.StorageTool', 'format', '-t', id, '-c', file))
  }
  return options.supervise({
    name: 'kafka',
    command: java,
    args: run('kafka.Kafka', file),
    cwd: data,
    log: join(options.logs, 'kafka.log'),
  })
}

const properties = (data: string, port: number, controller: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(data, 'log')}
# One node: nobody to copy to.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
# Topics are declared; a misspelt one is an error.
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
message.max.bytes=1048588
`

async function docker({ supervise, logs }: ServerOptions, port: number) {
  if (!(await hasDocker())) return undefined
  const settings = {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  }
  const env = Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  return supervise({
    name: 'kafka',
    command: 'docker',
    args: ['run', '--rm', '-p', `127.0.0.1:${port}:${port}`, ...env, 'apache/kafka:4.1.0'],
    log: join(logs, 'kafka.log'),
  })
}

const missing = `Kafka is needed and not installed. Either
  Java 17 or later and Maven:  its jars are fetched once (Debian: apt-get install default-jre maven)
  KAFKA_HOME:                  the folder of an unpacked Kafka, with Java 17 or later
  Docker:                      start its daemon
  or set KAFKA_BROKERS to the host:port of one that runs.`
