import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../paths.ts'
import { knowledgePath, readKnowledgeFile } from './file.ts'
import { makeKnowledge, type Sources } from './make.ts'
import { cachedSources, fetchedSources, pinnedModules } from './sources.ts'

/**
 * Why knowledge.json is out of date; undefined if it isn't. Without Go's module cache it is
 * compared by the checksums of what it was read from, so that a newer daprd is never overlooked.
 */
export async function staleKnowledge(): Promise<string | undefined> {
  const [{ from }, pinned] = await Promise.all([readKnowledgeFile(), pinnedModules()])
  const other = pinned.find(
    ({ module, sum }) => from.find((one) => one.module === module)?.sum !== sum,
  )
  if (other) return `it is not of ${other.module} ${other.version}, which dapr/runtime pins`
  const sources = await cachedSources()
  return sources && (await differs(sources)) ? 'the sources say otherwise' : undefined
}

async function differs(sources: Sources): Promise<boolean> {
  return (await makeKnowledge(sources)) !== (await readFile(join(root, knowledgePath), 'utf8'))
}

/** Reads the sources, fetched by Go where need be, and writes the file. */
export async function writeKnowledge() {
  await writeFile(join(root, knowledgePath), await makeKnowledge(await fetchedSources()))
}
