import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Advice } from './command.ts'

// The Dapr CLI's multi-app run template (Dapr docs: Multi-App Run, template file structure). Keys
// of the CLI that the shop has no use for are refused rather than silently left out.

const port = z.int().min(1).max(65_535)
const env = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))

const shared = {
  configFilePath: z.string().optional(),
  resourcesPath: z.string().optional(),
  resourcesPaths: z.array(z.string()).optional(),
  appProtocol: z.enum(['http', 'grpc', 'https', 'grpcs', 'h2c']).optional(),
  logLevel: z.string().optional(),
  appMaxConcurrency: z.int().optional(),
  placementHostAddress: z.string().optional(),
  schedulerHostAddress: z.string().optional(),
  maxBodySize: z.string().optional(),
  readBufferSize: z.string().optional(),
  enableAppHealthCheck: z.boolean().optional(),
  appHealthCheckPath: z.string().optional(),
  appHealthProbeInterval: z.int().optional(),
  appHealthProbeTimeout: z.int().optional(),
  appHealthThreshold: z.int().optional(),
  enableApiLogging: z.boolean().optional(),
  env: env.default({}),
}

const app = z.strictObject({
  ...shared,
  appID: z.string(),
  appDirPath: z.string(),
  appPort: port,
  daprHTTPPort: port,
  daprGRPCPort: port,
  daprInternalGRPCPort: port,
  metricsPort: port,
  command: z.array(z.string()).min(1),
})

export const template = z.strictObject({
  version: z.literal(1),
  name: z.string().optional(),
  common: z.strictObject(shared),
  apps: z.array(app).min(1),
})

/** One app of the template, what is common to all merged into it; paths are absolute. */
export type AppSpec = Omit<z.infer<typeof app>, 'resourcesPath' | 'resourcesPaths'> & {
  readonly resourcesPaths: readonly string[]
}

/** Reads a run template; apps keep the order of the file. */
export async function readRunTemplate(file: string): Promise<readonly AppSpec[]> {
  const parsed = template.safeParse(parse(await readFile(file, 'utf8')))
  if (!parsed.success)
    throw new Advice(`${file} is not as it should be:\n${z.prettifyError(parsed.error)}`)
  const { common, apps } = parsed.data
  return apps.map((one) => withCommon(one, common, dirname(file)))
}

function withCommon(
  one: z.infer<typeof app>,
  common: z.infer<typeof template>['common'],
  folder: string,
): AppSpec {
  const { resourcesPath, resourcesPaths, ...rest } = { ...common, ...one }
  const paths = resourcesPaths ?? (resourcesPath ? [resourcesPath] : [])
  return {
    ...rest,
    ...(rest.configFilePath && { configFilePath: resolve(folder, rest.configFilePath) }),
    appDirPath: resolve(folder, one.appDirPath),
    resourcesPaths: paths.map((path) => resolve(folder, path)),
    env: { ...common.env, ...one.env },
  }
}
