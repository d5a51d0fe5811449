import { Advice, type Command } from './command.ts'
import { print } from './print.ts'

/** Each is loaded only when it is run: some bring a broker's client with them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  stop: async () => (await import('./commands/stop.ts')).stop,
  app: async () => (await import('./commands/app.ts')).app,
  servers: async () => (await import('./commands/servers.ts')).servers,
  token: async () => (await import('./commands/token.ts')).token,
  'grace-period': async () => (await import('./commands/grace-period.ts')).gracePeriod,
  load: async () => (await import('./commands/load.ts')).load,
  audit: async () => (await import('./commands/audit.ts')).audit,
  ops: async () => (await import('./commands/ops.ts')).ops,
  broker: async () => (await import('./commands/broker.ts')).broker,
  conformance: async () => (await import('./commands/conformance.ts')).conformance,
  crash: async () => (await import('./commands/crash.ts')).crash,
  generate: async () => (await import('./commands/generate.ts')).generate,
  check: async () => (await import('./commands/check.ts')).check,
  test: async () => (await import('./commands/test.ts')).test,
}

/** Runs one command and ends the process with its exit code. */
export async function main([name = '--help', ...args]: string[]) {
  const command = await commands[name]?.()
  if (!command) {
    await help()
    process.exitCode = name === '--help' ? 0 : 2
    return
  }
  if (args.includes('--help') || args.includes('-h')) {
    print(`${command.summary}\n\n${command.usage}`)
    return
  }
  try {
    process.exitCode = (await command.run(args)) ?? 0
  } catch (error) {
    if (!isAdvice(error)) throw error
    print(`\n${error.message}`)
    if (isFlagFault(error)) print(`npm run ${name} -- --help names its flags.`)
    process.exitCode = isFlagFault(error) ? 2 : 1
  }
}

const isAdvice = (error: unknown): error is Error => error instanceof Advice || isFlagFault(error)

/** Faults in the flags come from node:util's parseArgs. */
const isFlagFault = (error: unknown): error is TypeError =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

async function help() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  print('Usage: npm run <command> [-- flags]; each has --help.\n')
  for (const [name, command] of Object.entries(commands)) {
    print(`  ${name.padEnd(width)}  ${(await command()).summary}`)
  }
}
