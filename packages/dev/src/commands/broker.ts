import { Advice, type Command } from '../command.ts'
import { lintCommand } from '../lint/command.ts'
import { switchCommand } from './switch-broker.ts'

/** What can be done about a broker and its YAML, by the word that comes first. */
const subcommands: Readonly<Record<string, Command>> = { lint: lintCommand, switch: switchCommand }

const usage = Object.entries(subcommands)
  .map(([name, command]) => `${name}: ${command.summary}\n${command.usage}`)
  .join('\n\n')

export const broker: Command = {
  summary: 'Checks the YAML of brokers, or takes the shop to another: npm run broker -- lint',
  usage,
  async run([name = '', ...args]) {
    const command = subcommands[name]
    if (command) return command.run(args)
    throw new Advice(`Say what to do: ${Object.keys(subcommands).join(', ')}. --help says more.`)
  },
}
