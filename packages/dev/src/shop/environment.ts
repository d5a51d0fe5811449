import { onServer } from '../servers/databases.ts'
import type { Replica } from './plan.ts'

type Env = Record<string, string>

/** What a run adds to the environment of everything that it starts. */
export type Surroundings = {
  readonly plan: readonly Replica[]
  /** A superuser's URL of the PostgreSQL in use. */
  readonly postgres: string
  /** For components: addresses and passwords. */
  readonly components: Readonly<Env>
  /** For apps. */
  readonly settings: Readonly<Env>
}

/** The template's own variables, its addresses exchanged for those of this run. */
export function appEnvironment(replica: Replica, { plan, postgres, settings }: Surroundings): Env {
  const env = Object.entries(replica.app.env).map(([name, value]) => [
    name,
    name === 'DATABASE_URL' ? onServer(value, postgres) : moved(value, plan),
  ])
  return {
    ...settings,
    ...Object.fromEntries(env),
    APP_ID: replica.app.appID,
    APP_PORT: String(replica.port),
    DAPR_HTTP_PORT: String(replica.httpPort),
    DAPR_GRPC_PORT: String(replica.grpcPort),
  }
}

/** A URL of another app's port in the template, as it is in this run. */
function moved(value: string, plan: readonly Replica[]): string {
  const match = /^(http:\/\/127\.0\.0\.1:)(\d+)(\/.*)?$/.exec(value)
  const target =
    match && plan.find((one) => one.number === 1 && String(one.app.appPort) === match[2])
  return target ? `${match[1]}${target.port}${match[3] ?? ''}` : value
}

/** A sidecar's: tokens, what components refer to, and an address that needs no network. */
export const sidecarEnvironment = (replica: Replica, { components }: Surroundings): Env => ({
  ...components,
  DAPR_HOST_IP: '127.0.0.1',
  DAPR_API_TOKEN: replica.app.env['DAPR_API_TOKEN'] ?? '',
  APP_API_TOKEN: replica.app.env['APP_API_TOKEN'] ?? '',
})
