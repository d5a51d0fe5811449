import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import type { Say } from '../print.ts'
import { runProgram } from '../programs.ts'

const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin' }
const machines: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm' }

/** Fetches the official release into `path` after checking its SHA-256; throws if it can't be had. */
export async function downloadDaprd(version: string, path: string, say: Say): Promise<undefined> {
  const system = systems[platform()]
  const machine = machines[arch()]
  if (!system || !machine) throw new Error(`none for ${platform()} ${arch()}`)
  const name = `daprd_${system}_${machine}.tar.gz`
  const url = `https://github.com/dapr/dapr/releases/download/v${version}/${name}`
  const expected = (await (await get(`${url}.sha256`, 5_000)).text()).trim().split(/\s+/)[0]
  say(`downloading ${url}`)
  const archive = Buffer.from(await (await get(url, 300_000)).arrayBuffer())
  const actual = createHash('sha256').update(archive).digest('hex')
  if (actual !== expected) throw new Error(`the checksum of ${name} is wrong`)
  await unpack(archive, path)
}

async function get(url: string, ms: number): Promise<Response> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ms) }).catch((error: Error) => {
    throw new Error(
      `not reachable: ${(error.cause as Error | undefined)?.message ?? error.message}`,
    )
  })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  return answer
}

async function unpack(archive: Buffer, path: string) {
  await mkdir(dirname(path), { recursive: true })
  const folder = await mkdtemp(`${path}-`)
  try {
    await writeFile(join(folder, 'archive.tar.gz'), archive)
    await runProgram('tar', ['-xzf', 'archive.tar.gz'], { cwd: folder })
    await rename(join(folder, 'daprd'), path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
