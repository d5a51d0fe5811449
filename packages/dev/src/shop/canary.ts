import { newId } from '@shop/kit/ids.ts'
import { eventually } from '../eventually.ts'
import { subscriptions, topics } from '../generate/topology.ts'
import { type Databases, openDatabases } from './databases.ts'
import type { RunFile } from './run-file.ts'

/** An event of no contract: a service takes note of it and does nothing. */
const canaryType = 'e-shop.canary'

/** Publishes one event on every topic, and waits until each app that hears it has noted it. */
export async function sendCanaries(run: RunFile, token: string) {
  const databases = openDatabases(run)
  try {
    const sent = new Map<string, string>()
    for (const { name, apps } of topics) {
      const from = apps.find((app) => run.processes.some((one) => one.app === app))
      if (from) sent.set(name, await publish(run, from, name, token))
    }
    await Promise.all(
      subscriptions
        .filter(({ app }) => databases.apps.includes(app))
        .map(({ app, topic }) => heard(databases, app, topic, sent.get(topic))),
    )
  } finally {
    await databases.close()
  }
}

async function publish(run: RunFile, app: string, topic: string, token: string): Promise<string> {
  const id = newId()
  const port = run.processes.find((one) => one.app === app)?.daprHttpPort
  const event = { specversion: '1.0', id, type: canaryType, source: app, subject: id, data: {} }
  const url = `http://127.0.0.1:${port}/v1.0/publish/${topic}/${topic}?metadata.partitionKey=${id}`
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json', 'dapr-api-token': token },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) {
    throw new Error(`${app} could not publish on ${topic}: ${answer.status} ${await answer.text()}`)
  }
  return id
}

async function heard(databases: Databases, app: string, topic: string, id: string | undefined) {
  if (!id) return
  const isLetter = topic.endsWith('.dead-letters')
  await eventually(
    `${app} to hear of the canary on ${topic}`,
    async () => {
      const rows = isLetter
        ? await databases.query(app, 'delete from dead_letters where event_id = $1 returning 1', [
            id,
          ])
        : await databases.query(app, 'select from inbox where event_id = $1', [id])
      return rows.length > 0
    },
    60_000,
  )
}
