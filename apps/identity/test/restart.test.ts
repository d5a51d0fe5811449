import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAuth } from '@shop/kit/auth.ts'
import { readEnv, serviceSettings } from '@shop/kit/config.ts'
import { createApp } from '@shop/kit/http.ts'
import { createLog } from '@shop/kit/log.ts'
import request from 'supertest'
import { signIn, storefront } from './support.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-restart-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** The main module as a process of its own, from when it answers. */
async function run(port: number, env: NodeJS.ProcessEnv) {
  const issuer = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: join(import.meta.dirname, '..'),
    env: { PATH: process.env['PATH'], APP_PORT: String(port), OIDC_ISSUER: issuer, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const ended = once(child, 'exit').then(([code]) => Number(code))
  const isUp = () =>
    fetch(`${issuer}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (child.exitCode === null && !(await isUp())) await sleep(50)
  return {
    issuer,
    ended,
    output: () => output,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** The status that a service of the shop answers to a token. */
async function statusAtService(issuer: string, token: string) {
  const auth = createAuth(readEnv(serviceSettings, { APP_PORT: '0', OIDC_ISSUER: issuer }))
  const app = createApp({ log: createLog('test', 'silent'), isReady: () => true }, (routes) => {
    routes.get('/me', async (req, res) => {
      res.json(await auth.user(req))
    })
  })
  const answer = await request(app).get('/me').set('authorization', `Bearer ${token}`)
  return answer.status
}

test('tokens outlive a restart with a keys file, and not without', async () => {
  const port = await freePort()
  const env = { IDENTITY_KEYS_FILE: join(folder, 'keys.json') }
  const first = await run(port, env)
  const { access_token: token } = await signIn(await storefront(first.issuer), 'alice')
  expect(await first.stop()).toBe(0)

  const second = await run(port, env)
  expect(await statusAtService(second.issuer, token)).toBe(200)
  await second.stop()

  const forgetful = await run(port, {})
  expect(await statusAtService(forgetful.issuer, token)).toBe(401)
  await forgetful.stop()
  expect(first.output()).not.toMatch(/"shop"|eyJ|development-|BEGIN/)
}, 60_000)

test('in production it does not start with demo users that nobody has allowed', async () => {
  const secrets = ['DAPR_API_TOKEN', 'APP_API_TOKEN', 'SERVICE_CLIENT_SECRET']
  const own = Object.fromEntries(secrets.map((name) => [name, 'a secret of our own']))
  const refused = await run(await freePort(), {
    ...own,
    NODE_ENV: 'production',
    STOREFRONT_CLIENT_SECRET: 'a secret of our own',
  })
  expect(await refused.ended).not.toBe(0)
  expect(refused.output()).toContain('identity has only demo users')
}, 30_000)
