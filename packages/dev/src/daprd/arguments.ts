import type { AppSpec } from '../run-template.ts'

/** What differs from run to run and is not in the template. */
export type SidecarPlace = {
  readonly appPort: number
  readonly httpPort: number
  readonly grpcPort: number
  readonly internalGrpcPort: number
  readonly metricsPort: number
  /** After the template's own; a later one adds to and overrides an earlier. */
  readonly configFiles: readonly string[]
  readonly resourcesPaths: readonly string[]
}

/**
 * The command line of a sidecar: what the Dapr CLI makes of the template's keys, and what the CLI
 * has no key for: loopback only, and a shutdown that lets work under way finish (DAPR.md §7).
 */
export const daprdArguments = (app: AppSpec, place: SidecarPlace): string[] => [
  ...given('app-id', app.appID),
  ...given('app-port', place.appPort),
  ...given('app-protocol', app.appProtocol),
  ...given('dapr-http-port', place.httpPort),
  ...given('dapr-grpc-port', place.grpcPort),
  ...given('dapr-internal-grpc-port', place.internalGrpcPort),
  ...given('metrics-port', place.metricsPort),
  ...place.configFiles.flatMap((file) => given('config', file)),
  ...place.resourcesPaths.flatMap((path) => given('resources-path', path)),
  ...given('log-level', app.logLevel),
  ...given('app-max-concurrency', app.appMaxConcurrency),
  ...given('placement-host-address', app.placementHostAddress || undefined),
  ...given('scheduler-host-address', app.schedulerHostAddress || undefined),
  ...given('max-body-size', app.maxBodySize),
  ...given('read-buffer-size', app.readBufferSize),
  ...(app.enableApiLogging ? ['--enable-api-logging'] : []),
  ...healthCheck(app),
  ...onLoopback,
  ...gracefully,
  '--log-as-json',
]

const given = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, String(value)]

const healthCheck = (app: AppSpec): string[] =>
  app.enableAppHealthCheck
    ? [
        '--enable-app-health-check',
        ...given('app-health-check-path', app.appHealthCheckPath),
        ...given('app-health-probe-interval', app.appHealthProbeInterval),
        ...given('app-health-probe-timeout', app.appHealthProbeTimeout),
        ...given('app-health-threshold', app.appHealthThreshold),
      ]
    : []

const onLoopback = [
  ...given('dapr-listen-addresses', '127.0.0.1'),
  ...given('dapr-internal-grpc-listen-address', '127.0.0.1'),
  ...given('metrics-listen-address', '127.0.0.1'),
]

const gracefully = [
  ...given('dapr-block-shutdown-duration', '10s'),
  ...given('dapr-graceful-shutdown-seconds', 15),
  // Subscriptions are declared in YAML; the services have no routes for these probes.
  ...given('disable-init-endpoints', 'config,subscribe'),
]
