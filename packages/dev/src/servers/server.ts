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
