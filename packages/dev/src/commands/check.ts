import type { Command } from '../command.ts'
import { staleFiles } from '../generate/files.ts'
import { knowledgePath } from '../lint/knowledge/file.ts'
import { staleKnowledge } from '../lint/knowledge/stale.ts'
import { reportLines } from '../lint/print.ts'
import { lintShop } from '../lint/shop.ts'
import { nodeTool } from '../node-tool.ts'
import { print } from '../print.ts'

/** Everything that can be known without running the shop. */
export async function runChecks(fix: boolean): Promise<number> {
  print('Format and lint (Biome), types (TypeScript), generated files, Dapr resources …')
  const biome = ['check', '--error-on-warnings', ...(fix ? ['--write'] : []), '.']
  const codes = await Promise.all([
    nodeTool('@biomejs/biome/bin/biome', biome),
    nodeTool('typescript/bin/tsc', []),
  ])
  return Math.max(...codes, await staleness(), await resources())
}

async function staleness(): Promise<number> {
  const stale = await staleFiles()
  for (const file of stale) print(`${file.path} is stale: run npm run generate`)
  const why = await staleKnowledge()
  if (why) print(`${knowledgePath} is stale, since ${why}: run npm run generate -- --knowledge`)
  return stale.length > 0 || why ? 1 : 0
}

/** The shop's own resources are to be without a warning too. */
async function resources(): Promise<number> {
  const report = await lintShop()
  if (report.findings.length === 0) return 0
  print(reportLines(report, process.stdout.isTTY === true).join('\n'))
  return 1
}

export const check: Command = {
  summary: 'Checks format, lint, types, generated files and Dapr resources.',
  usage: '  --fix   formats and repairs what can be repaired',
  run: (args) => runChecks(args.includes('--fix')),
}
