import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.ts'

/** Runs a tool of node_modules in the checkout, its output shown; gives its exit code. */
export function nodeTool(script: string, args: readonly string[], flags: readonly string[] = []) {
  const file = join(root, 'node_modules', script)
  const child = spawn(process.execPath, [...flags, file, ...args], { cwd: root, stdio: 'inherit' })
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
