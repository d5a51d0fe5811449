import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

type Encoding = 'br' | 'gzip'

/** A file of the build, with what was compressed when it was built. */
export type BuiltFile = {
  readonly type: string
  readonly etag: string
  readonly body: Buffer
  readonly encoded: Readonly<Partial<Record<Encoding, Buffer>>>
}

/** The files of the build by their URL paths; undefined where nothing has been built. */
export async function readBuiltPages(
  folder: string,
): Promise<ReadonlyMap<string, BuiltFile> | undefined> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  if (!paths.includes('index.html')) return undefined
  const bodies = new Map<string, Buffer>()
  for (const path of paths) bodies.set(path, await readFile(join(folder, path)))
  const files = [...bodies].filter(([path]) => !/\.(br|gz)$/.test(path))
  return new Map(
    files.map(([path, body]) => [`/${path.split(sep).join('/')}`, file(path, body, bodies)]),
  )
}

function file(path: string, body: Buffer, all: ReadonlyMap<string, Buffer>): BuiltFile {
  const [br, gzip] = [all.get(`${path}.br`), all.get(`${path}.gz`)]
  return {
    type: path.slice(path.lastIndexOf('.') + 1),
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
    encoded: { ...(br && { br }), ...(gzip && { gzip }) },
  }
}
