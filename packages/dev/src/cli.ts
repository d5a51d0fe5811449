import { Advice, type Command } from './command.ts'
import { app } from './commands/app.ts'
import { broker } from './commands/broker.ts'
import { check } from './commands/check.ts'
import { generate } from './commands/generate.ts'
import { load } from './commands/load.ts'
import { servers } from './commands/servers.ts'
import { start } from './commands/start.ts'
import { stop } from './commands/stop.ts'
import { test } from './commands/test.ts'
import { token } from './commands/token.ts'
import { print } from './print.ts'

const commands: Readonly<Record<string, Command>> = {
  start,
  stop,
  app,
  servers,
  token,
  load,
  broker,
  generate,
  check,
  test,
}

/** Runs one command and ends the process with its exit code. */
export async function main([name = '--help', ...args]: string[]) {
  const command = commands[name]
  if (!command) {
    help()
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
    process.exitCode = 1
  }
}

/** Faults in the flags come from node:util's parseArgs. */
const isAdvice = (error: unknown): error is Error =>
  error instanceof Advice ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

function help() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  print('Usage: npm run <command> [-- flags]; each has --help.\n')
  for (const [name, { summary }] of Object.entries(commands)) {
    print(`  ${name.padEnd(width)}  ${summary}`)
  }
}
