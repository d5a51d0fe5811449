import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../paths.ts'
import { allButPages } from '../shop/all-but-pages.ts'
import { openDatabases } from '../shop/databases.ts'
import { openSession } from '../shop/session.ts'
import { type Shop, startShop } from '../shop/start.ts'
import { type Counts, countsOf } from './counts.ts'

/** A shop to be crashed, with budgets that are scaled and ports of its own. */
export type CrashShop = {
  readonly shop: Shop
  readonly broker: string
  readonly scale: number
  /** Where crashes are armed. */
  readonly failpoints: string
  counts(): Promise<Counts>
}

export type OpenCrashShop = { readonly folder: string; close(): Promise<void> } & {
  /** Rejects where the shop does not start. */
  readonly started: Promise<CrashShop>
}

const template = join(root, 'dapr.yaml')

/** Starts a shop in an empty folder; it can be closed while it still starts. */
export async function openCrashShop(
  folder: string,
  broker: string,
  scale: number,
): Promise<OpenCrashShop> {
  const session = await openSession(folder, true)
  const failpoints = join(folder, 'failpoints')
  await mkdir(failpoints, { recursive: true })
  // Services hear of it by their environment, which the launcher passes on.
  Object.assign(process.env, { FAILPOINTS: failpoints, GRACE_PERIOD: '1s', LOG_LEVEL: 'info' })
  const start = async (): Promise<CrashShop> => {
    const shop = await startShop(session, {
      ...{ broker, scale, freePorts: true, only: await allButPages(template), file: template },
      replicas: new Map<string, number>(),
      ...{ without: new Set<string>(), waiting: new Set<string>() },
    })
    const databases = openDatabases(shop.run())
    session.onClose(() => databases.close())
    return { shop, broker, scale, failpoints, counts: () => countsOf(databases) }
  }
  return { folder, started: start(), close: session.close }
}
