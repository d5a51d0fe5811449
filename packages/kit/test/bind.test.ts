import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readEnv, serviceSettings } from '../src/config.ts'
import { createSidecar, type Sidecar, SidecarError } from '../src/sidecar.ts'

const heard: { path: string | undefined; token: unknown; body: unknown }[] = []
let answer = { status: 204, body: '' }
const server = createServer(async (req, res) => {
  heard.push({ path: req.url, token: req.headers['dapr-api-token'], body: await bodyOf(req) })
  res.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
})
let sidecar: Sidecar

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of req) text += chunk
  return JSON.parse(text)
}

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const env = { APP_PORT: '0', OIDC_ISSUER: 'http://issuer.test', DAPR_API_TOKEN: 'own' }
  sidecar = createSidecar(readEnv(serviceSettings, { ...env, DAPR_HTTP_PORT: `${port}` }))
})
afterAll(async () => {
  await sidecar.close()
  server.close()
})

test('an output binding is called with operation, data and metadata', async () => {
  await sidecar.bind('mail', 'create', '<p>Hello</p>', { emailTo: 'alice@example.com' })
  const body = {
    operation: 'create',
    data: '<p>Hello</p>',
    metadata: { emailTo: 'alice@example.com' },
  }
  expect(heard).toEqual([{ path: '/v1.0/bindings/mail', token: 'own', body }])
})

test('a binding that fails is an error with Dapr’s code', async () => {
  const errorCode = 'ERR_INVOKE_OUTPUT_BINDING'
  answer = { status: 500, body: JSON.stringify({ errorCode, message: '451 try again later' }) }
  const failing = sidecar.bind('mail', 'create', '')
  await expect(failing).rejects.toBeInstanceOf(SidecarError)
  await expect(failing).rejects.toMatchObject({ code: errorCode, message: '451 try again later' })
})
