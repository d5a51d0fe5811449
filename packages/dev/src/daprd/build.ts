import { spawn } from 'node:child_process'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Advice } from '../command.ts'
import { root } from '../paths.ts'
import type { Say } from '../print.ts'
import { findProgram } from '../programs.ts'

const needsGo = `The Dapr sidecar (daprd) is needed. Either
  install the Dapr CLI and run  dapr init --slim  (https://docs.dapr.io/getting-started),
  or install Go (https://go.dev/dl), and it is built here once,
  or set DAPRD_PATH to a daprd.`

/** Builds daprd out of the module in dapr/runtime (DAPR.md §0.1): several minutes, once. */
export async function buildDaprd(version: string, path: string, say: Say) {
  const go = await findProgram('go', ['/usr/local/go/bin', '/opt/homebrew/bin'])
  if (!go) throw new Advice(needsGo)
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}`
  try {
    await goBuild(go, version, partial, say)
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}

async function goBuild(go: string, version: string, output: string, say: Say) {
  // `sqlite` name resolution, which a run without a network needs, is in all components only.
  const flags = ['-trimpath', '-v', '-tags', 'allcomponents', '-o', output]
  const stamp = `-s -w -X github.com/dapr/dapr/pkg/buildinfo.version=${version}`
  const args = ['build', ...flags, '-ldflags', stamp, 'github.com/dapr/dapr/cmd/daprd']
  const child = spawn(go, args, {
    cwd: join(root, 'dapr', 'runtime'),
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const count = { downloads: 0, compiled: 0 }
  const report = setInterval(() => {
    say(
      `${count.downloads} modules fetched, ${count.compiled} packages compiled; takes about 7 minutes`,
    )
  }, 30_000)
  const tail: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('go: downloading')) count.downloads += 1
    else count.compiled += 1
    tail.push(line)
    if (tail.length > 15) tail.shift()
  })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  }).finally(() => clearInterval(report))
  if (code !== 0) throw new Advice(`go build of daprd failed (${code}):\n${tail.join('\n')}`)
}
