import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { root } from '../src/paths.ts'
import { readRunTemplate } from '../src/run-template.ts'
import { brokerOf } from '../src/shop/plan.ts'

// Dapr docs, "Multi-App Run template file": what the CLI knows. Anything else it ignores silently.
const common = [
  ...['configFilePath', 'resourcesPath', 'resourcesPaths', 'appProtocol', 'apiListenAddresses'],
  ...['enableProfiling', 'logLevel', 'appMaxConcurrency', 'placementHostAddress'],
  ...['schedulerHostAddress', 'appSSL', 'maxBodySize', 'readBufferSize', 'enableAppHealthCheck'],
  ...[
    'appHealthCheckPath',
    'appHealthProbeInterval',
    'appHealthProbeTimeout',
    'appHealthThreshold',
  ],
  ...['enableApiLogging', 'runtimePath', 'env', 'daprdLogDestination', 'appLogDestination'],
]
const perApp = [
  ...['appDirPath', 'appID', 'appPort', 'appChannelAddress', 'command', 'daprHTTPPort'],
  ...['daprGRPCPort', 'daprInternalGRPCPort', 'metricsPort', 'profilePort', 'unixDomainSocket'],
  ...['containerImage', 'containerImagePullPolicy', 'createService'],
]

const yaml = async (name: string) => parse(await readFile(join(root, name), 'utf8'))

test('dapr.yaml has only keys that the Dapr CLI documents', async () => {
  const template = await yaml('dapr.yaml')
  expect(Object.keys(template).sort()).toEqual(['apps', 'common', 'version'])
  for (const key of Object.keys(template.common)) expect(common).toContain(key)
  for (const app of template.apps) {
    for (const key of Object.keys(app)) expect([...common, ...perApp]).toContain(key)
  }
})

test('each app of dapr.yaml has a folder and ports of its own, and one broker folder is named', async () => {
  const apps = await readRunTemplate(join(root, 'dapr.yaml'))
  const ports = apps.flatMap((app) => [
    app.appPort,
    app.daprHTTPPort,
    app.daprGRPCPort,
    app.daprInternalGRPCPort,
    app.metricsPort,
  ])
  expect(new Set(ports).size).toBe(ports.length)
  for (const app of apps) await access(join(app.appDirPath, 'src', 'main.ts'))
  expect(brokerOf(apps)).toBe('redis')
})

test('tye.yaml is valid by the schema of Tye and names the same services and ports', async () => {
  const [tye, template] = [await yaml('tye.yaml'), await yaml('dapr.yaml')]
  const schema = JSON.parse(await readFile(join(import.meta.dirname, 'tye-schema.json'), 'utf8'))
  const validate = new Ajv({ strict: false }).compile(schema)
  validate(tye)
  expect(validate.errors ?? []).toEqual([])
  const services = tye.services.map((one: { name: string; bindings: { port: number }[] }) => [
    one.name,
    one.bindings[0]?.port,
  ])
  const apps = template.apps.map((app: { appID: string; appPort: number }) => [
    app.appID,
    app.appPort,
  ])
  expect(services).toEqual(apps)
})
