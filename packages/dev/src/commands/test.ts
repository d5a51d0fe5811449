import { findChromium } from '../chromium.ts'
import type { Command } from '../command.ts'
import { nodeTool } from '../node-tool.ts'
import { runChecks } from './check.ts'

// Jest needs this flag for ES modules.
const modules = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning']
const jest = (...args: string[]) => nodeTool('jest/bin/jest.js', args, modules)

export const test: Command = {
  summary: 'Runs all checks and tests, or with arguments jest alone: npm test -- apps/payment',
  usage: '  [jest arguments]   such as a path, or -t "part of a name"',
  async run(args) {
    process.env['CHROMIUM_PATH'] = await findChromium()
    if (args.length > 0) return jest('--passWithNoTests=false', ...args)
    const steps = [
      () => runChecks(false),
      () => jest('--selectProjects', 'services'),
      // One shop at a time: each is some twenty processes.
      () => jest('--selectProjects', 'shop', '--runInBand'),
    ]
    for (const step of steps) {
      const code = await step()
      if (code !== 0) return code
    }
    return 0
  },
}
