import { readFile, writeFile } from 'node:fs/promises'
import { eventsArrive } from '../audit/checks/events-arrive.ts'
import { openReadOnly } from '../audit/databases.ts'
import { Advice } from '../command.ts'
import { eventually } from '../eventually.ts'
import { sendCanaries } from './canary.ts'
import type { Fleet } from './fleet.ts'
import type { Ground } from './ground.ts'
import type { Launch } from './processes.ts'
import { holdRelays, releaseRelays } from './relay-holds.ts'
import type { RunFile } from './run-file.ts'

type Switch = {
  readonly from: Ground
  readonly to: Ground
  readonly fleet: Fleet
  readonly launchOn: (ground: Ground) => Promise<Launch>
  readonly run: () => RunFile
  /** The run template, whose one line is changed. */
  readonly file: string
  readonly say: (what: string) => void
}

/**
 * Takes a running shop from one broker to another (docs/SWITCHING.md). Whatever fails, it is back
 * on the first afterwards, and nothing has been lost: what was said waits in the outboxes.
 */
export async function switchBroker(work: Switch) {
  const { from, to, run, say } = work
  try {
    await holdRelays(run())
    say('relays are held: orders are taken, their events wait in the outboxes')
    await allHandled(run())
    say(`all that was published on ${from.broker} has been handled`)
    await moveTo(work, to)
    say(`every sidecar is on ${to.broker}`)
    await sendCanaries(run(), tokenOf(to))
    say('an event on each topic was heard by each app that hears it')
  } catch (error) {
    await goBack(work, error)
  }
  await releaseRelays(run())
  await from.brokerServer.process?.stop()
  say('relays go on')
}

async function moveTo({ from, fleet, launchOn, file }: Switch, to: Ground) {
  await nameBroker(file, to.broker)
  try {
    await fleet.relaunch(await launchOn(to))
  } catch (error) {
    await nameBroker(file, from.broker)
    throw error
  }
}

async function goBack({ from, to, fleet, launchOn, run, file, say }: Switch, reason: unknown) {
  const why = reason instanceof Error ? reason.message : String(reason)
  say(`it failed (${why}); going back to ${from.broker}`)
  await nameBroker(file, from.broker)
  await fleet.relaunch(await launchOn(from))
  await releaseRelays(run())
  await to.brokerServer.process?.stop()
  throw new Advice(`The shop is back on ${from.broker}, with nothing lost: ${why}`)
}

/** Waits until each published event has its inbox row or dead letter in each app that hears it. */
async function allHandled(run: RunFile) {
  const { databases, close } = openReadOnly(run)
  try {
    let last = ''
    await eventually(
      'every app to handle what was published',
      async () => {
        const found = await eventsArrive.find(databases, { limit: 0, brokerMayLose: true })
        last = found.violations.map(({ id, what }) => `${id}: ${what}`).join('; ')
        return found.violations.length === 0
      },
      120_000,
    ).catch(() => {
      throw new Advice(`not everything has been handled: ${last.slice(0, 1_000)}`)
    })
  } finally {
    await close()
  }
}

/** Writes the broker's folder into the run template; everything else in it stays as it is. */
export async function nameBroker(file: string, broker: string) {
  const text = await readFile(file, 'utf8')
  const line = /^(\s*-\s*\.?\/?components\/)(?!base\b)[\w-]+/m
  if (!line.test(text)) throw new Advice(`${file} names no broker folder`)
  await writeFile(file, text.replace(line, `$1${broker}`))
}

const tokenOf = ({ plan }: Ground): string => plan[0]?.app.env['DAPR_API_TOKEN'] ?? ''
