import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import type { Clause } from '../conformance/clause.ts'
import { clauses } from '../conformance/clauses.ts'
import { type Report, toMarkdown } from '../conformance/report.ts'
import { type BrokerReport, tryBroker } from '../conformance/try-broker.ts'
import { daprdVersion } from '../conformance/versions.ts'
import { brokers } from '../generate/files.ts'
import { printJson } from '../generate/json.ts'
import { onInterrupt } from '../on-interrupt.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { outputOf } from '../programs.ts'

const flags = {
  broker: { type: 'string', multiple: true },
  replicas: { type: 'string' },
  clause: { type: 'string', multiple: true },
  scale: { type: 'string', default: '0.3' },
  full: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const

type Run = { readonly broker: string; readonly replicas: number }

export const conformance: Command = {
  summary: 'Tries the delivery contract on the real shop, broker by broker.',
  usage: `  --broker kafka     that broker alone; may be repeated
  --replicas 3       as many of ordering and catalog; 1 where it isn't given
  --full             every broker, with 1 and with 3 replicas
  --clause durable   that clause alone; may be repeated: ${clauses.map(({ id }) => id).join(', ')}
  --scale 1          the part of each budget of time that is left; 0.3 where it isn't given
  --write            keeps the result in docs/CONFORMANCE.md and docs/conformance.json

Without flags: every broker with one replica, and Kafka with three. Ends with 1 on any miss.`,
  async run(args) {
    const { values } = parseArgs({ args, options: flags })
    const scale = Number(values.scale)
    if (!(scale > 0 && scale <= 1)) throw new Advice('--scale wants a number above 0, at most 1')
    const runs = await runsOf(values.broker, values.replicas, values.full)
    const given = { clauses: clausesOf(values.clause), scale, opened: onInterrupt() }
    const reports: BrokerReport[] = []
    for (const run of runs) reports.push(await tryOne(run, given))
    const report = await reportOf(reports, scale)
    if (values.write) await keep(report)
    print(`\n${toMarkdown(report)}`)
    const broken = reports.flatMap(({ tried }) => tried).filter(({ status }) => status === 'broken')
    print(broken.length === 0 ? 'Every promised clause holds.' : `${broken.length} do not hold.`)
    return broken.length === 0 ? 0 : 1
  },
}

async function runsOf(
  named: readonly string[] | undefined,
  replicas: string | undefined,
  full: boolean,
): Promise<readonly Run[]> {
  const known = await brokers()
  for (const broker of named ?? []) {
    if (!known.includes(broker))
      throw new Advice(`There is no broker ${broker}: ${known.join(', ')}`)
  }
  const chosen = named ?? known
  if (full) return chosen.flatMap((broker) => [1, 3].map((count) => ({ broker, replicas: count })))
  const count = Number(replicas ?? 1)
  if (!Number.isInteger(count) || count < 1) throw new Advice('--replicas wants a number')
  const runs = chosen.map((broker) => ({ broker, replicas: count }))
  return named || replicas ? runs : [...runs, { broker: 'kafka', replicas: 3 }]
}

function clausesOf(ids: readonly string[] | undefined): readonly Clause[] {
  const unknown = ids?.find((id) => !clauses.some((clause) => clause.id === id))
  if (unknown) throw new Advice(`There is no clause ${unknown}`)
  return ids ? clauses.filter(({ id }) => ids.includes(id)) : clauses
}

type Given = {
  readonly clauses: readonly Clause[]
  readonly scale: number
  readonly opened: ReturnType<typeof onInterrupt>
}

async function tryOne(
  { broker, replicas }: Run,
  { opened, ...given }: Given,
): Promise<BrokerReport> {
  print(`\n${broker}, ${replicas} replica${replicas === 1 ? '' : 's'} of ordering and catalog`)
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-conformance-'))
  const clear = () => rm(folder, { recursive: true, force: true })
  const report = await tryBroker({
    ...{ broker, replicas, folder, ...given },
    opened: (end) => opened(() => end().then(clear)),
  })
  const isGood = report.tried.every(({ status }) => status !== 'broken')
  if (isGood) await clear()
  else print(`  Logs and data: ${folder}`)
  return report
}

const reportOf = async (runs: readonly BrokerReport[], scale: number): Promise<Report> => ({
  date: new Date().toISOString().slice(0, 10),
  commit: (await outputOf('git', '-C', root, 'rev-parse', '--short', 'HEAD')) ?? 'unknown',
  daprd: await daprdVersion(),
  scale,
  runs,
})

async function keep(report: Report) {
  await writeFile(join(root, 'docs', 'CONFORMANCE.md'), toMarkdown(report))
  await writeFile(join(root, 'docs', 'conformance.json'), printJson(report))
}
