/** Stops the tests' Postgres and deletes its data. */
export default async function postgresDown() {
  await globalThis.testPostgres?.stop()
}
