import { openDatabases } from './databases.ts'
import type { RunFile } from './run-file.ts'

// While a database has a hold, its service publishes nothing (kit/messaging.ts): what is said
// waits in the outbox, and the shop goes on.

const reason = 'broker switch'

/** Where a service has never been started there are no tables yet, and nothing to hold. */
const ifThere = (statements: string) =>
  `do $$ begin if to_regclass('relay_holds') is not null then ${statements} end if; end $$`

async function everywhere(run: Pick<RunFile, 'databases'>, ...all: readonly string[]) {
  const databases = openDatabases(run)
  try {
    for (const app of databases.apps) {
      for (const statements of all) await databases.query(app, ifThere(statements))
    }
  } finally {
    await databases.close()
  }
}

/** Holds every relay; when it resolves, none is in the middle of publishing. */
export const holdRelays = (run: Pick<RunFile, 'databases'>) =>
  everywhere(
    run,
    `insert into relay_holds (reason) values ('${reason}') on conflict do nothing;`,
    // A relay keeps the rows locked that it publishes; this waits for those that began before.
    'lock table outbox in exclusive mode;',
  )

export const releaseRelays = (run: Pick<RunFile, 'databases'>) =>
  everywhere(run, `delete from relay_holds where reason = '${reason}';`)
