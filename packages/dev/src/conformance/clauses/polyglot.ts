import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { orderPaid } from '@shop/kit/events.ts'
import { stringify } from 'yaml'
import { Advice } from '../../command.ts'
import { daprdArguments } from '../../daprd/arguments.ts'
import { eventually } from '../../eventually.ts'
import { root } from '../../paths.ts'
import { freePort } from '../../ports.ts'
import { aptInstall, findProgram, hasApt } from '../../programs.ts'
import { sidecarEnvironment } from '../../shop/environment.ts'
import type { Replica } from '../../shop/plan.ts'
import { type Clause, expect } from '../clause.ts'
import { placeOrder } from '../orders.ts'
import type { World } from '../world.ts'

// A subscriber in another language that knows plain HTTP and docs/schemas/, and nothing of ours.

/** The app id of the subscriber; a component's scopes must name it. */
export const probeApp = 'probe'
export const probeTopic = orderPaid.topic

export const polyglot: Clause = {
  id: 'polyglot',
  title: 'A subscriber without the kit, in Python, hears events that fit their published schemas.',
  async check(world) {
    const seen = join(world.folder, 'probe.jsonl')
    await writeFile(seen, '')
    const stop = await startProbe(world, seen)
    try {
      const { orderId, settled } = await placeOrder(world)
      await settled('Paid')
      const [said] = await world.databases.query<{ id: string }>(
        'ordering',
        'select id from outbox where subject = $1 and topic = $2',
        [orderId, probeTopic],
      )
      const event = await eventually('the probe to hear of the order', async () => {
        const lines = (await readFile(seen, 'utf8')).split('\n').filter((line) => line !== '')
        const events = lines.map((line) => JSON.parse(line))
        return events.find((one) => one.id === said?.id)
      })
      expect(event.faults.length === 0, `it does not fit its schema: ${event.faults.join(', ')}`)
      return 'a Python process of 60 lines got the order’s event, which fits its schema'
    } finally {
      await stop()
    }
  },
}

async function findPython(): Promise<string> {
  if (!(await findProgram('python3')) && (await hasApt())) await aptInstall('python3')
  const python = await findProgram('python3')
  if (!python)
    throw new Advice('The clause polyglot needs python3 (Debian: apt-get install python3)')
  return python
}

async function startProbe(world: World, seen: string): Promise<() => Promise<void>> {
  const python = await findPython()
  const { supervise, logs, daprd, configFiles, resourcesPaths, surroundings } = world.shop.launch
  const replica = await probeReplica(world)
  const script = join(import.meta.dirname, '..', 'probe.py')
  const app = supervise({
    name: probeApp,
    command: python,
    args: [script, String(replica.port), join(root, 'docs', 'schemas'), seen],
    log: join(logs, 'probe.log'),
  })
  const sidecar = supervise({
    name: `${probeApp}.daprd`,
    command: daprd,
    args: daprdArguments(replica.app, {
      appPort: replica.port,
      httpPort: replica.httpPort,
      grpcPort: replica.grpcPort,
      internalGrpcPort: replica.internalGrpcPort,
      metricsPort: replica.metricsPort,
      configFiles: [
        ...(replica.app.configFilePath ? [replica.app.configFilePath] : []),
        ...configFiles,
      ],
      resourcesPaths,
    }),
    env: { ...process.env, ...sidecarEnvironment(replica, surroundings) },
    log: join(logs, 'probe.daprd.log'),
  })
  await eventually('the probe and its sidecar', async () => {
    const url = `http://127.0.0.1:${replica.httpPort}/v1.0/healthz`
    return fetch(url).then(
      (answer) => answer.ok,
      () => false,
    )
  })
  return async () => {
    await Promise.all([app.stop(2_000), sidecar.stop(2_000)])
  }
}

/** The probe as if dapr.yaml had it: like any other app, on ports of its own. */
async function probeReplica({ shop }: World): Promise<Replica> {
  const [first] = shop.ground.plan
  if (!first) throw new Error('the shop runs nothing')
  const [port, httpPort, grpcPort, internalGrpcPort, metricsPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ]
  const app = { ...first.app, appID: probeApp, appHealthCheckPath: '/' }
  return {
    ...{ app, name: probeApp, number: 1, runsApp: true },
    ...{ port, httpPort, grpcPort, internalGrpcPort, metricsPort },
  }
}

/** Lets the probe hear its topic: in the scope of the component, with a subscription. */
export function withProbe(text: string, file: string): string {
  if (file === 'topics.yaml') {
    const component = new RegExp(`(  name: ${probeTopic}\\n[\\s\\S]*?\\nscopes:\\n)`)
    return text.replace(component, `$1  - ${probeApp}\n`)
  }
  if (file !== 'subscriptions.yaml') return text
  const subscription = {
    apiVersion: 'dapr.io/v2alpha1',
    kind: 'Subscription',
    metadata: { name: `${probeApp}.${probeTopic}` },
    spec: { pubsubname: probeTopic, topic: probeTopic, routes: { default: '/events' } },
    scopes: [probeApp],
  }
  return `${text}---\n${stringify(subscription)}`
}
