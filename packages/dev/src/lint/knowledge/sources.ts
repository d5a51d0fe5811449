import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Advice } from '../../command.ts'
import { root } from '../../paths.ts'
import { findProgram, outputOf, runProgram } from '../../programs.ts'
import type { Pinned } from './file.ts'
import type { Sources } from './make.ts'

const runtime = join(root, 'dapr', 'runtime')
const contribModule = 'github.com/dapr/components-contrib'
const daprModule = 'github.com/dapr/dapr'

/** What dapr/runtime pins of the two modules, with the checksums of go.sum. */
export async function pinnedModules(): Promise<Pinned[]> {
  const [mod, sum] = await Promise.all(
    ['go.mod', 'go.sum'].map((file) => readFile(join(runtime, file), 'utf8')),
  )
  return [contribModule, daprModule].map((module) => {
    const version = new RegExp(`^\\s*${module} (v\\S+)`, 'm').exec(mod ?? '')?.[1]
    const hash = new RegExp(`^${module} ${version} (h1:\\S+)`, 'm').exec(sum ?? '')?.[1]
    if (!version || !hash) throw new Error(`dapr/runtime does not pin ${module}`)
    return { module, version, sum: hash }
  })
}

const findGo = () => findProgram('go', ['/usr/local/go/bin', '/opt/homebrew/bin'])

/** The folders of both modules in Go's cache; undefined without Go or where they aren't there. */
export async function cachedSources(): Promise<Sources | undefined> {
  const go = await findGo()
  const [contrib, dapr] = await Promise.all([
    go && outputOf(go, '-C', runtime, 'list', '-m', '-f', '{{.Dir}}', contribModule),
    go && outputOf(go, '-C', runtime, 'list', '-m', '-f', '{{.Dir}}', daprModule),
  ])
  if (!contrib || !dapr) return undefined
  return { contrib, dapr, pinned: await pinnedModules() }
}

/** The same, fetched by Go where it isn't there. */
export async function fetchedSources(): Promise<Sources> {
  const cached = await cachedSources()
  if (cached) return cached
  const go = await findGo()
  if (!go) throw new Advice('Go is needed to read what components-contrib says: https://go.dev/dl')
  await runProgram(go, ['mod', 'download', contribModule, daprModule], { cwd: runtime })
  const fetched = await cachedSources()
  if (!fetched) throw new Advice(`go mod download of ${contribModule} in dapr/runtime left nothing`)
  return fetched
}
