import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LintRequest, lint, type Report } from '../../src/lint/lint.ts'
import type { RuleId } from '../../src/lint/rules.ts'
import type { Topology } from '../../src/lint/topology.ts'

/** One fault: what of which file becomes what, and what is said of it where. */
export type Fault = {
  readonly rule: RuleId
  readonly file: string
  /** The first of it in the file is replaced. */
  readonly before: string
  readonly after: string
  /** Where the finding is; the changed file where it isn't given. */
  readonly in?: string
  /** The first of it there is the place; `after` where it isn't given. */
  readonly at?: string
  /** A part of the message. */
  readonly says: string
  /** What else is said as a consequence. */
  readonly also?: readonly RuleId[]
}

/** A small shop without a fault, in which one is planted. */
const good = join(import.meta.dirname, 'shop')
const folders = ['base', 'redis', 'rabbitmq', 'kafka'].map((name) => `components/${name}`)

const topology: Topology = {
  apps: ['catalog', 'basket'],
  topics: [
    { name: 'prices', apps: ['basket', 'catalog'], isDeadLetters: false },
    { name: 'basket.dead-letters', apps: ['basket', 'operations'], isDeadLetters: true },
  ],
  subscriptions: [
    {
      app: 'basket',
      topic: 'prices',
      rules: [{ match: '', path: '/events/prices/PriceChanged' }],
      defaultPath: '/events/unknown',
    },
    {
      app: 'operations',
      topic: 'basket.dead-letters',
      rules: [],
      defaultPath: '/events/dead-letters',
    },
  ],
}

export type Copy = {
  readonly root: string
  replace(file: string, before: string, after: string): Promise<void>
  lint(chosen?: readonly string[], over?: Partial<LintRequest>): Promise<Report>
}

/** Works on a copy of the small shop. */
export async function withCopy<T>(work: (copy: Copy) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'e-shop-lint-'))
  try {
    await cp(good, root, { recursive: true })
    for (const app of ['catalog', 'basket', 'operations']) {
      await mkdir(join(root, 'apps', app), { recursive: true })
    }
    const absolute = (paths: readonly string[]) => paths.map((path) => join(root, path))
    return await work({
      root,
      replace: (file, before, after) => replace(join(root, file), before, after),
      lint: (chosen, over) =>
        lint({
          root,
          usual: absolute([...folders, 'dapr']),
          topology,
          ...(chosen && { folders: absolute(chosen) }),
          ...over,
        }),
    })
  } finally {
    await rm(root, { recursive: true })
  }
}

async function replace(path: string, before: string, after: string) {
  const text = await readFile(path, 'utf8')
  if (!text.includes(before)) throw new Error(`${before} is not in ${path}`)
  await writeFile(
    path,
    text.replace(before, () => after),
  )
}

/** Line and column of a text. */
export function placeOf(text: string, part: string) {
  const start = text.indexOf(part)
  if (start < 0) throw new Error(`${part} is not there`)
  const lines = text.slice(0, start).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}
