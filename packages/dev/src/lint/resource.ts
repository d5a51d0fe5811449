import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type Document, isMap, isNode, isPair, isSeq, LineCounter, parseAllDocuments } from 'yaml'
import { type Finding, finding, type Position } from './finding.ts'

export type Path = readonly PropertyKey[]

/** One YAML document of a file. */
export type Resource = {
  readonly file: string
  /** 0 is the file's first. */
  readonly index: number
  readonly kind: string
  readonly value: unknown
  /** Where a field begins: its key, or the item of a list; the nearest outer one that is there. */
  at(path: Path): Position
  /** Where a field's value begins. */
  valueAt(path: Path): Position
}

export type Read = {
  readonly resources: readonly Resource[]
  /** With those that are empty or can't be parsed. */
  readonly documents: number
  readonly findings: readonly Finding[]
}

/** The YAML files of a folder as a sidecar reads them: not those of folders within. */
export async function readFolder(folder: string, root: string): Promise<Read> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort()
  const read = await Promise.all(files.map((file) => readFileAt(file, root)))
  return {
    resources: read.flatMap(({ resources }) => resources),
    documents: read.reduce((sum, { documents }) => sum + documents, 0),
    findings: read.flatMap(({ findings }) => findings),
  }
}

async function readFileAt(path: string, root: string): Promise<Read> {
  const file = relative(root, path).replaceAll('\\', '/')
  return parseResources(file, await readFile(path, 'utf8'))
}

/** The documents of a text; what can't be parsed is a finding. */
export function parseResources(file: string, text: string): Read {
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  const documents: readonly Document[] = 'empty' in parsed ? [] : parsed
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const findings = documents.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map(({ pos, message }) =>
      finding('yaml-syntax', position(pos[0]), message.replace(/\n[\s\S]*/, '')),
    ),
  )
  const sound = documents.filter(
    (document) => document.errors.length === 0 && document.toJS() !== null,
  )
  return {
    findings,
    documents: documents.length,
    resources: sound.map((document) =>
      resource(file, documents.indexOf(document), document, position),
    ),
  }
}

function resource(
  file: string,
  index: number,
  document: Document,
  position: (offset: number) => Position,
): Resource {
  const value: unknown = document.toJS()
  return {
    file,
    index,
    kind: kindOf(value),
    value,
    at: (path) => position(offsetOf(document, path, 'key')),
    valueAt: (path) => position(offsetOf(document, path, 'value')),
  }
}

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value && 'kind' in value ? String(value.kind) : ''

function offsetOf(document: Document, path: Path, part: 'key' | 'value'): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step))
      if (!pair) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
      if (isLast && part === 'value') offset = startOf(node) ?? offset
    } else if (isSeq(node)) {
      const item = node.items[Number(step)]
      if (item === undefined) return offset
      node = isPair(item) ? item.value : item
      offset = startOf(node) ?? offset
    } else return offset
  }
  return offset
}

const startOf = (node: unknown) => (isNode(node) ? node.range?.[0] : undefined)
