import type { Command } from '../command.ts'
import { staleFiles, writeFiles } from '../generate/files.ts'
import { print } from '../print.ts'

export const generate: Command = {
  summary: 'Makes the components and subscriptions out of the event contracts.',
  usage: '  --check   changes nothing and fails if a file is stale',
  async run(args) {
    const stale = await staleFiles()
    if (stale.length === 0) {
      print('Every generated file is up to date.')
      return 0
    }
    const names = stale.map((file) => `  ${file.path}`).join('\n')
    if (args.includes('--check')) {
      print(`Stale, so run npm run generate:\n${names}`)
      return 1
    }
    await writeFiles(stale)
    print(`Written:\n${names}`)
    return 0
  },
}
