import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Document, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'

// For tests: the resource folders of a run with every budget of time shortened in proportion, so
// that what takes a minute in the shop takes seconds and still happens in the same order.

/** Component metadata that is a length of time belonging to the delivery budget, in milliseconds. */
const milliseconds = new Set(['processingTimeout', 'redeliverInterval'])
/** The same as a duration. */
const durations = new Set(['consumeRetryInterval'])

/** Changes the YAML of a resource file for one run. */
export type Patch = (text: string, file: string) => string

/**
 * The folders as they are, or where something is to differ in this run, copies of them in
 * `target`, in the same order.
 */
export async function resourceFolders(
  folders: readonly string[],
  target: string,
  scale: number,
  patch?: Patch,
): Promise<string[]> {
  if (scale === 1 && !patch) return [...folders]
  await rm(target, { recursive: true, force: true })
  const change: Patch = (text, file) => (patch ?? same)(scaledYaml(text, scale), file)
  const copies: string[] = []
  for (const folder of folders) copies.push(await changedCopy(folder, target, change))
  return copies
}

const same: Patch = (text) => text

async function changedCopy(folder: string, target: string, change: Patch): Promise<string> {
  const copy = join(target, basename(folder))
  await mkdir(copy, { recursive: true })
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue
    const text = await readFile(join(folder, entry.name), 'utf8')
    await writeFile(join(copy, entry.name), change(text, entry.name))
  }
  return copy
}

/** The YAML with its budgets multiplied. */
export function scaledYaml(text: string, scale: number): string {
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return text
  for (const document of documents) scaleDocument(document, scale)
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('')
}

function scaleDocument(document: Document, scale: number) {
  if (document.get('kind') === 'Resiliency') return scalePolicies(document, scale)
  visit(document, {
    Map(_key, node) {
      const name = node.get('name')
      const value = node.get('value', true)
      if (!isScalar(value) || typeof name !== 'string') return
      if (milliseconds.has(name)) value.value = String(Math.round(Number(value.value) * scale))
      if (durations.has(name)) value.value = scaledDuration(String(value.value), scale)
    },
  })
}

/** Timeouts, and the durations of retries; how often is tried stays. */
function scalePolicies(document: Document, scale: number) {
  const policies = document.getIn(['spec', 'policies'])
  if (!isMap(policies)) return
  visit(policies, {
    Pair(_key, { key, value }) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!isScalar(value) || isSeq(value)) return
      const isTime = /^\d+(\.\d+)?(ms|s|m)$/.test(String(value.value))
      if (isTime && name !== 'maxRetries') {
        value.value = scaledDuration(String(value.value), scale)
      }
    },
  })
}

const units = { ms: 1, s: 1_000, m: 60_000 } as const

function scaledDuration(text: string, scale: number): string {
  const [, amount = '0', unit = 's'] = /^([\d.]+)(ms|s|m)$/.exec(text) ?? []
  return `${Math.round(Number(amount) * units[unit as keyof typeof units] * scale)}ms`
}
