import type { Command } from '../command.ts'
import { nodeTool } from '../node-tool.ts'
import { print } from '../print.ts'

/** Everything that can be known without running the shop. */
export async function runChecks(fix: boolean): Promise<number> {
  print('Format and lint (Biome), types (TypeScript) …')
  const biome = ['check', '--error-on-warnings', ...(fix ? ['--write'] : []), '.']
  const codes = await Promise.all([
    nodeTool('@biomejs/biome/bin/biome', biome),
    nodeTool('typescript/bin/tsc', []),
  ])
  return Math.max(...codes)
}

export const check: Command = {
  summary: 'Checks format, lint and types.',
  usage: '  --fix   formats and repairs what can be repaired',
  run: (args) => runChecks(args.includes('--fix')),
}
