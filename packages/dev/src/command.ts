/** A command of `npm run …`: what `--help` says, and what it does. */
export type Command = {
  /** One line. */
  readonly summary: string
  /** All of `--help` after the summary. */
  readonly usage: string
  /** Gives the exit code; undefined is 0. */
  run(args: string[]): Promise<number | undefined>
}

/** Something a person did wrong or has to do: printed as it is, without a stack. */
export class Advice extends Error {
  override readonly name = 'Advice'
}
