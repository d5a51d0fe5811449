import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../paths.ts'
import { knowledgePath, readKnowledgeFile } from './file.ts'
import { makeKnowledge, type Sources } from './make.ts'
import { cachedSources, fetchedSources, pinnedModules } from './sources.ts'

/** Why knowledge.json is out of date, if it is; and whether it was compared with the sources. */
export type KnowledgeState = { readonly stale: string | undefined; readonly isThorough: boolean }

/**
 * Without Go's module cache the file is compared by the checksums of what it was read from, so
 * that a newer daprd is never overlooked.
 */
export async function knowledgeState(): Promise<KnowledgeState> {
  const [{ from }, pinned] = await Promise.all([readKnowledgeFile(), pinnedModules()])
  const other = pinned.find(
    ({ module, sum }) => from.find((one) => one.module === module)?.sum !== sum,
  )
  if (other) {
    const stale = `it is not of ${other.module} ${other.version}, which dapr/runtime pins`
    return { stale, isThorough: false }
  }
  const sources = await cachedSources()
  if (!sources) return { stale: undefined, isThorough: false }
  return {
    stale: (await differs(sources)) ? 'the sources say otherwise' : undefined,
    isThorough: true,
  }
}

async function differs(sources: Sources): Promise<boolean> {
  return (await makeKnowledge(sources)) !== (await readFile(join(root, knowledgePath), 'utf8'))
}

/** Reads the sources, fetched by Go where need be, and writes the file. */
export async function writeKnowledge() {
  await writeFile(join(root, knowledgePath), await makeKnowledge(await fetchedSources()))
}
