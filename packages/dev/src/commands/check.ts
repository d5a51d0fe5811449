import type { Command } from '../command.ts'
import { staleFiles } from '../generate/files.ts'
import { knowledgePath } from '../lint/knowledge/file.ts'
import { knowledgeState } from '../lint/knowledge/stale.ts'
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
  return Math.max(...codes, await staleness(), await knowledge(), await resources())
}

async function staleness(): Promise<number> {
  const stale = await staleFiles()
  for (const file of stale) print(`${file.path} is stale: run npm run generate`)
  return stale.length > 0 ? 1 : 0
}

async function knowledge(): Promise<number> {
  const { stale, isThorough } = await knowledgeState()
  if (stale) {
    print(`${knowledgePath} is stale, since ${stale}: run npm run generate -- --knowledge`)
    return 1
  }
  if (!isThorough) {
    print(`${knowledgePath}: compared by checksums alone, since dapr's sources aren't here`)
  }
  return 0
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
