import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../ports.ts'
import { startPostgres } from '../servers/postgres.ts'
import { type Supervised, supervise } from '../supervise.ts'

declare global {
  var testPostgres: { process: Supervised; folder: string } | undefined
}

/** One Postgres for all service tests of a run; each test file makes a database of its own in it. */
export default async function postgresUp() {
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-test-'))
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755)
  const { url, process: server } = await startPostgres({
    folder,
    logs: folder,
    port: freePort,
    supervise,
    // Nothing here outlives the run, so nothing needs to reach the disk.
    volatile: true,
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  if (server) globalThis.testPostgres = { process: server, folder }
  process.env['TEST_DATABASE_URL'] = url
}
