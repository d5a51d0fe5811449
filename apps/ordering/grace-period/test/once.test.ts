import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import {
  confirmed,
  nextSecond,
  type Parts,
  runsOf,
  startGracePeriod,
  submitted,
  urlOf,
} from './support.ts'

let parts: Parts
let url = ''
beforeAll(async () => {
  parts = await startGracePeriod()
  url = await urlOf(parts, process.env['TEST_DATABASE_URL'])
})
afterAll(() => parts.close())

const folder = fileURLToPath(new URL('..', import.meta.url))

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** The task from the shell, with nothing but this in its environment. */
const once = (env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...env } }
    const args = ['--import', 'tsx', 'src/main.ts', '--once']
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })

/** As much of a sidecar as publishing needs. */
async function startSidecar() {
  const topics: string[] = []
  const server = createServer((req, res) => {
    if (req.method === 'POST') topics.push(req.url ?? '')
    req.resume().on('end', () => res.writeHead(204).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port: `${port}`, topics, close: () => server.close() }
}

const aMinuteAgo = () => parts.at(new Date(Date.now() - 60_000))

test('without a sidecar it does its work, leaves its events in the outbox, and exits with 0', async () => {
  aMinuteAgo()
  const orderId = await submitted(parts, 'express')
  const { code, stdout, stderr } = await once({ DATABASE_URL: url, DAPR_HTTP_PORT: '1' })
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: 'grace-period: 1 confirmed (1 express), 0 again, 0 stuck; 1 waiting to be published\n',
    stderr: '',
  })
  expect(await confirmed(parts)).toEqual([orderId])
  expect(await runsOf(parts)).toMatchObject([{ outcome: 'done', counts: { confirmed: 1 } }])
}, 20_000)

test('with a sidecar what it has said leaves at once', async () => {
  aMinuteAgo()
  await submitted(parts)
  // What ordering has said of these orders is out.
  await parts.db
    .updateTable('outbox')
    .set({ published_at: new Date() })
    .where('source', '=', 'ordering')
    .execute()
  await nextSecond(parts)
  const sidecar = await startSidecar()
  const { code, stdout } = await once({ DATABASE_URL: url, DAPR_HTTP_PORT: sidecar.port })
  sidecar.close()
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'grace-period: 1 confirmed (0 express), 0 again, 0 stuck; 0 waiting to be published\n',
  })
  const path = '/v1.0/publish/bulk/grace-period-confirmed/grace-period-confirmed'
  expect(sidecar.topics).toEqual([path])
}, 20_000)

test('without a database it says so in one line and exits with 1', async () => {
  const away = 'postgres://nobody:secret@127.0.0.1:1/none'
  const { code, stdout } = await once({ DATABASE_URL: away })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^grace-period: failed: .*ECONNREFUSED.*\n$/)
  expect(stdout).not.toContain('secret')
}, 20_000)
