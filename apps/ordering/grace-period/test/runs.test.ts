import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { newId } from '@shop/kit/ids.ts'
import { claimRun } from '@shop/kit/task-execution.ts'
import { sql } from 'kysely'
import {
  confirmed,
  nextSecond,
  type Parts,
  replicasOf,
  runsOf,
  startGracePeriod,
  submitted,
  tick,
  urlOf,
  whenTickBegins,
} from './support.ts'

let parts: Parts
let url = ''
let replicas: ReturnType<typeof replicasOf>
beforeAll(async () => {
  parts = await startGracePeriod()
  url = await urlOf(parts, process.env['TEST_DATABASE_URL'])
  replicas = replicasOf(parts, url, 3)
})
afterAll(async () => {
  await replicas.close()
  await parts.close()
})

const noon = new Date('2030-01-01T12:00:00Z')
const after = (seconds: number) => parts.at(new Date(noon.getTime() + seconds * 1_000))
const forget = () => parts.db.deleteFrom('task_execution').execute()

test('replicas whose clocks fire at once leave one effect and one record', async () => {
  after(0)
  const ids = [await submitted(parts), await submitted(parts, 'express')]
  after(20)
  await whenTickBegins()
  const ticks = [...replicas.apps, ...replicas.apps].map((app) => tick(app))
  const answers = await Promise.all(ticks)
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200])
  const outcomes = answers.map((answer) => answer.body.outcome).sort()
  expect(outcomes).toEqual(['done', ...Array.from({ length: 5 }, () => 'left to another')])
  expect((await confirmed(parts)).sort()).toEqual([...ids].sort())
  const [run, ...others] = await runsOf(parts)
  expect(others).toEqual([])
  expect(run).toMatchObject({
    ...{ name: 'grace-period', outcome: 'done', error: null },
    ...{ started_at: parts.service.now(), ended_at: parts.service.now() },
    counts: { confirmed: 2, express: 1, again: 0, stuck: 0 },
    replica: expect.stringContaining(`-${process.pid}`),
  })
  expect(run?.scheduled_at.getMilliseconds()).toBe(0)
  expect(Math.abs((run?.scheduled_at.getTime() ?? 0) - Date.now())).toBeLessThan(5_000)
})

test('a second with nothing to do is on record too', async () => {
  await forget()
  await tick(parts.app)
  expect(await runsOf(parts)).toMatchObject([{ outcome: 'done', counts: { confirmed: 0 } }])
})

test('runs never overlap: while one lasts, the next tick is left out', async () => {
  await forget()
  let finish = () => {}
  const lasting = new Promise<void>((resolve) => {
    finish = resolve
  })
  const slow = claimRun(parts.db, 'grace-period', parts.service.now, async () => {
    await lasting
    return { confirmed: 0 }
  })
  while ((await runsOf(parts)).length === 0) await sleep(5)
  await nextSecond(parts)
  expect((await tick(replicas.apps[0] ?? parts.app)).body).toEqual({ outcome: 'left to another' })
  finish()
  await slow
  await nextSecond(parts)
  expect((await tick(parts.app)).body.outcome).toBe('done')
  expect(await runsOf(parts)).toHaveLength(2)
})

test('a run that died is marked as such by the next, at once', async () => {
  await forget()
  after(0)
  const died = { name: 'grace-period', scheduled_at: noon, started_at: noon, replica: 'gone' }
  await parts.db
    .insertInto('task_execution')
    .values({ id: '00000000-0000-7000-8000-000000000000', ...died })
    .execute()
  after(1)
  await tick(parts.app)
  expect((await runsOf(parts)).map((run) => run.outcome)).toEqual(['died', 'done'])
})

test('a process that is killed in its run leaves the task free for the next', async () => {
  await forget()
  parts.at(undefined)
  const args = ['--import', 'tsx', fileURLToPath(new URL('endless-run.ts', import.meta.url)), url]
  const endless = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(endless.stdout, 'data')
  await nextSecond(parts)
  expect((await tick(parts.app)).body.outcome).toBe('left to another')
  endless.kill('SIGKILL')
  await once(endless, 'exit')
  // The server notices a moment later that the connection is gone.
  while ((await tick(parts.app)).body.outcome !== 'done') await sleep(20)
  expect((await runsOf(parts)).map((run) => run.outcome)).toEqual(['died', 'done'])
})

test('a run that fails is on record with its error, answers 200, and the next does its work', async () => {
  await forget()
  after(0)
  const orderId = await submitted(parts)
  after(20)
  await sql`alter table outbox rename to outbox_away`.execute(parts.db)
  const answer = await tick(parts.app)
  await sql`alter table outbox_away rename to outbox`.execute(parts.db)
  expect([answer.status, answer.body]).toEqual([200, { outcome: 'failed' }])
  expect(await runsOf(parts)).toMatchObject([
    { outcome: 'failed', counts: null, error: expect.stringContaining('outbox') },
  ])
  await nextSecond(parts)
  expect((await tick(parts.app)).body).toMatchObject({ outcome: 'done', confirmed: 1 })
  expect((await confirmed(parts)).at(-1)).toBe(orderId)
})

test('runs are kept for seven days', async () => {
  await forget()
  const days = (n: number) => new Date(noon.getTime() - n * 24 * 3_600_000)
  after(0)
  for (const day of [6, 8]) {
    const [scheduled_at, started_at] = [days(day), days(day)]
    const row = { id: newId(), name: 'grace-period', scheduled_at, started_at, replica: 'x' }
    await parts.db
      .insertInto('task_execution')
      .values({ ...row, ended_at: started_at, outcome: 'done' })
      .execute()
  }
  await tick(parts.app)
  const starts = (await runsOf(parts)).map((run) => run.started_at)
  expect(starts).toEqual([days(6), noon])
})
