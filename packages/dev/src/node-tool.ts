import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.ts'

/** Runs Node in a folder, its output shown; gives its exit code. */
export function nodeProgram(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a tool of node_modules in the checkout. */
export const nodeTool = (script: string, args: readonly string[], flags: readonly string[] = []) =>
  nodeProgram(root, [...flags, join(root, 'node_modules', script), ...args])
