import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { release } from '../generate/contracts/releases.ts'
import { staleFiles, writeFiles } from '../generate/files.ts'
import { knowledgePath } from '../lint/knowledge/file.ts'
import { writeKnowledge } from '../lint/knowledge/stale.ts'
import { print } from '../print.ts'

const flags = {
  check: { type: 'boolean' },
  knowledge: { type: 'boolean' },
  release: { type: 'string' },
} as const

export const generate: Command = {
  summary: 'Makes components, subscriptions and documents out of the event contracts.',
  usage: `  --check       changes nothing and fails if a file is stale
  --knowledge   reads what lint knows of components out of dapr's sources instead; needs Go
  --release <version>
                keeps the contracts as a release, which later ones are held to`,
  async run(args) {
    const { values } = parseArgs({ args, options: flags })
    if (values.knowledge) {
      await writeKnowledge()
      print(`Written: ${knowledgePath}`)
      return 0
    }
    if (values.release !== undefined) {
      await release(values.release)
      print(`The contracts are kept as ${values.release}.`)
    }
    return writeStale(values.check ?? false)
  },
}

async function writeStale(isCheck: boolean): Promise<number> {
  const stale = await staleFiles()
  if (stale.length === 0) {
    print('Every generated file is up to date.')
    return 0
  }
  const names = stale.map((file) => `  ${file.path}`).join('\n')
  if (isCheck) {
    print(`Stale, so run npm run generate:\n${names}`)
    return 1
  }
  await writeFiles(stale)
  print(`Written:\n${names}`)
  return 0
}
