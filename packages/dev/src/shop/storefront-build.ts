import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import { root } from '../paths.ts'
import { step } from '../print.ts'
import { runProgram } from '../programs.ts'

const folder = join(root, 'apps', 'storefront')
const kit = join(root, 'packages', 'kit', 'src')

/** The time of the newest file in a folder; 0 for none. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0
  const names = (await readdir(path)).filter((name) => name !== 'dist' && name !== 'node_modules')
  return Math.max(0, ...(await Promise.all(names.map((name) => newest(join(path, name))))))
}

/** Builds the storefront's pages if a source is newer than what was built. */
export async function buildStorefront() {
  const built =
    (await stat(join(folder, 'dist', 'index.html')).catch(() => undefined))?.mtimeMs ?? 0
  if (built > Math.max(await newest(folder), await newest(kit))) return
  await step('Storefront pages', async (say) => {
    say('building with Vite')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    await runProgram(npm, ['run', 'build', '-w', '@shop/storefront'], { cwd: root }).catch(
      (error: unknown) => {
        throw new Advice(`The storefront's pages could not be built: ${String(error)}`)
      },
    )
  })
}
