import type { Command } from '../command.ts'
import { staleFiles } from '../generate/files.ts'
import { nodeTool } from '../node-tool.ts'
import { print } from '../print.ts'

/** Everything that can be known without running the shop. */
export async function runChecks(fix: boolean): Promise<number> {
  print('Format and lint (Biome), types (TypeScript), generated files …')
  const biome = ['check', '--error-on-warnings', ...(fix ? ['--write'] : []), '.']
  const codes = await Promise.all([
    nodeTool('@biomejs/biome/bin/biome', biome),
    nodeTool('typescript/bin/tsc', []),
  ])
  return Math.max(...codes, await staleness())
}

async function staleness(): Promise<number> {
  const stale = await staleFiles()
  for (const file of stale) print(`${file.path} is stale: run npm run generate`)
  return stale.length > 0 ? 1 : 0
}

export const check: Command = {
  summary: 'Checks format, lint, types and generated files.',
  usage: '  --fix   formats and repairs what can be repaired',
  run: (args) => runChecks(args.includes('--fix')),
}
