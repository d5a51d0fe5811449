import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { root } from '../src/paths.ts'
import { freePort } from '../src/ports.ts'
import { writeRunFile } from '../src/shop/run-file.ts'
import { findIssuer } from '../src/token/find-issuer.ts'
import { getTokens } from '../src/token/get-tokens.ts'
import { usersOf } from '../src/token/users.ts'

let issuer: string
let identity: ChildProcess
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'e-shop-token-'))
  const port = await freePort()
  issuer = `http://127.0.0.1:${port}`
  identity = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: join(root, 'apps', 'identity'),
    env: {
      PATH: process.env['PATH'],
      APP_PORT: `${port}`,
      OIDC_ISSUER: issuer,
      LOG_LEVEL: 'error',
    },
    stdio: 'ignore',
  })
  const isUp = () =>
    fetch(`${issuer}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (identity.exitCode === null && !(await isUp())) await sleep(50)
}, 30_000)
afterAll(async () => {
  const ended = once(identity, 'exit')
  identity.kill()
  await ended
  await rm(folder, { recursive: true })
})

/** Runs the command as npm does, and gives its exit code and what it printed. */
async function run(args: string[], env: NodeJS.ProcessEnv = { OIDC_ISSUER: issuer }) {
  const program = `
    const { token } = await import('./packages/dev/src/commands/token.ts')
    await token.run(process.argv.slice(1)).catch((error) => {
      console.log(error.name, error.message)
      process.exitCode = 1
    })`
  const node = ['--import', 'tsx', '--input-type=module', '-e', program, '--', ...args]
  const child = spawn(process.execPath, node, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (text) => {
    printed += text
  })
  const [code] = await once(child, 'close')
  return { code, lines: printed.trimEnd().split('\n') }
}

const nowhere = ['--data', '/nowhere']

test('a user gets the token of a real sign-in', async () => {
  const [alice] = await getTokens(issuer, ['alice'])
  expect(decodeJwt(alice?.token ?? '')).toMatchObject({
    iss: issuer,
    sub: 'alice',
    aud: 'e-shop',
    scope: 'shop',
    client_id: 'cli',
    name: 'Alice Martin',
  })
})

test('a ttl shortens the life of the token', async () => {
  const [admin] = await getTokens(issuer, ['admin'], { ttl: 1 })
  const { iat, exp, roles } = decodeJwt<{ roles: string[] }>(admin?.token ?? '')
  expect([Number(exp) - Number(iat), roles]).toEqual([1, ['administrator']])
  await expect(getTokens(issuer, ['admin'], { ttl: 86_400 })).rejects.toMatchObject({
    error_description: 'ttl must be from 1 to 3600 seconds',
  })
})

test('two hundred users get theirs within seconds, each its own and in order', async () => {
  const users = usersOf('buyer1..buyer200')
  const started = Date.now()
  const tokens = await getTokens(issuer, users)
  expect(Date.now() - started).toBeLessThan(20_000)
  expect(tokens.map(({ user }) => user)).toEqual(users)
  expect(tokens.map(({ token }) => decodeJwt(token).sub)).toEqual(users)
}, 30_000)

test('who is asked for twice is there twice', async () => {
  const tokens = await getTokens(issuer, ['bob', 'alice', 'bob'])
  expect(tokens.map(({ token }) => decodeJwt(token).sub)).toEqual(['bob', 'alice', 'bob'])
})

test('a wrong password and an unknown user are one clear sentence', async () => {
  const wrong = getTokens(issuer, ['alice'], { password: 'guess' })
  await expect(wrong).rejects.toThrow(
    'alice can not sign in: the user name or the password is wrong.',
  )
  await expect(getTokens(issuer, ['nobody'])).rejects.toThrow('nobody can not sign in')
})

test('the command prints one token alone, and several as JSON lines', async () => {
  const one = await run(['alice', '--ttl', '5m', ...nowhere])
  const { sub, iat, exp } = decodeJwt(one.lines.join())
  expect([one.code, sub, Number(exp) - Number(iat)]).toEqual([0, 'alice', 300])

  const several = await run(['buyer9..buyer11', ...nowhere])
  const rows = several.lines.map((line) => JSON.parse(line))
  expect(rows.map(({ user, token }) => [user, decodeJwt(token).sub])).toEqual([
    ['buyer9', 'buyer9'],
    ['buyer10', 'buyer10'],
    ['buyer11', 'buyer11'],
  ])
}, 20_000)

test('the command takes the password from a flag, else from DEMO_PASSWORD', async () => {
  const env = { OIDC_ISSUER: issuer, DEMO_PASSWORD: 'guess' }
  expect((await run(['bob', ...nowhere], env)).lines).toEqual([
    'Advice bob can not sign in: the user name or the password is wrong.',
  ])
  expect((await run(['bob', '--password', 'shop', ...nowhere], env)).code).toBe(0)
}, 20_000)

test('a shop that does not run, a bad ttl and nobody named are said in a sentence', async () => {
  const closed = `http://127.0.0.1:${await freePort()}`
  const answers = [
    await run(['alice', ...nowhere], {}),
    await run(['alice', ...nowhere], { OIDC_ISSUER: closed }),
    await run(['alice', '--ttl', '1.5s', ...nowhere]),
    await run(['alice', '--ttl', '2h', ...nowhere]),
    await run(nowhere),
  ]
  expect(answers.map(({ lines }) => lines.join('\n'))).toEqual([
    'Advice The shop is not running: start it with npm start, or set OIDC_ISSUER.',
    `Advice Nothing answers at ${closed}: start the shop with npm start.`,
    'Advice --ttl wants whole seconds, such as 1s or 5m; not 1.5s',
    `Advice ${issuer}: ttl must be from 1 to 3600 seconds`,
    'Advice Say for whom: npm run token -- alice',
  ])
}, 30_000)

test('the issuer is that of the running shop, else of the environment', async () => {
  const env = { OIDC_ISSUER: 'http://elsewhere.test' }
  expect(await findIssuer(folder, env)).toBe('http://elsewhere.test')
  await writeRunFile(folder, {
    storefront: '',
    gateway: '',
    identity: issuer,
    broker: 'redis',
    processes: [],
    servers: [],
    databases: {},
    brokerAddress: {},
  })
  expect(await findIssuer(folder, env)).toBe(issuer)
})

test('a range names each user in it, and nonsense is refused', () => {
  expect(usersOf('alice')).toEqual(['alice'])
  expect(usersOf('grace-hopper')).toEqual(['grace-hopper'])
  expect(usersOf('buyer1..buyer3')).toEqual(['buyer1', 'buyer2', 'buyer3'])
  for (const text of ['buyer1..bob3', 'buyer3..buyer1', 'a b', '..', 'buyer1..buyer99999']) {
    expect(() => usersOf(text)).toThrow()
  }
})
