import { rm } from 'node:fs/promises'

/** Stops the tests' Postgres and deletes its data. */
export default async function postgresDown() {
  const { testPostgres } = globalThis
  if (!testPostgres) return
  await testPostgres.process.stop()
  await rm(testPostgres.folder, { recursive: true, force: true })
}
