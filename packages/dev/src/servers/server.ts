import type { Say } from '../print.ts'
import type { Program, Supervised } from '../supervise.ts'

/** A backing server of a run. */
export type Server = {
  readonly name: string
  readonly port: number
  /** The process that the launcher runs; undefined where the server was there already. */
  readonly process: Supervised | undefined
  /** What components and services are told of it. */
  readonly env: Readonly<Record<string, string>>
}

/** Starts a program and keeps it running; the launcher remembers its process. */
export type Supervise = (program: Program) => Supervised

/** The ports of a run's own servers where free ones aren't asked for: those of dapr.yaml. */
export const serverPorts = {
  postgres: 15_432,
  redis: 16_379,
  rabbitmq: 15_672,
  kafka: 19_092,
} as const
export type ServerName = keyof typeof serverPorts

/** What a server needs to be started. */
export type ServerOptions = {
  /** Holds the server's data, in a folder of its name. */
  readonly folder: string
  readonly logs: string
  readonly supervise: Supervise
  readonly port: (name: ServerName) => Promise<number>
  readonly say: Say
}
