import type { Flow } from '@shop/kit/api-operations.ts'
import { contracts } from '@shop/kit/events.ts'
import type { FlowAnswer } from '@shop/kit/internal-answers.ts'
import type { SidecarMetadata } from '@shop/kit/sidecar-metadata.ts'
import { hearers, services } from './apps.ts'
import { checkSidecar, type Problem, problem } from './check-sidecar.ts'
import type { DeadLetterCount } from './dead-letter-store.ts'

export type Told = {
  readonly at: Date
  readonly answers: ReadonlyMap<string, FlowAnswer>
  readonly letters: readonly DeadLetterCount[]
  /** Of operations itself. */
  readonly own: SidecarMetadata | null
}

type Topic = Flow['topics'][number]
type Counted = { readonly lastMinute: number; readonly lastAt: string; readonly count: number }

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const rate = (rows: readonly Counted[]) => ({
  lastMinute: sum(rows.map((row) => row.lastMinute)),
  // ISO times are in order as texts.
  lastAt:
    rows
      .map((row) => row.lastAt)
      .sort()
      .at(-1) ?? null,
})

/** The topics of the contracts, against what the services and their sidecars told. */
export function mergeFlow(told: Told): Flow {
  const topics = unique(contracts.map((contract) => contract.topic))
  return {
    at: told.at.toISOString(),
    topics: topics.map((topic) => topicOf(topic, told)),
    deadLetters: hearers.map((consumer) => lettersOf(consumer, told)),
    services: services.map((app) => serviceOf(app, told)),
    problems: [...services.flatMap((app) => problemsOf(app, told)), ...ownProblems(told)],
  }
}

function topicOf(topic: string, told: Told): Topic {
  const said = contracts.filter((contract) => contract.topic === topic)
  return {
    topic,
    types: said.map((contract) => contract.type),
    publishers: unique(said.map((contract) => contract.from)).map((app) =>
      publisherOf(topic, app, told),
    ),
    consumers: unique(said.flatMap((contract) => contract.hears)).map((app) =>
      consumerOf(topic, app, told),
    ),
  }
}

function publisherOf(topic: string, app: string, { answers }: Told): Topic['publishers'][number] {
  const answer = answers.get(app)
  const rows = (answer?.published ?? []).filter((row) => row.topic === topic)
  const waiting = answer?.waiting.find((row) => row.topic === topic)
  return {
    app,
    answers: answer !== undefined,
    published: sum(rows.map((row) => row.count)),
    ...rate(rows),
    waiting: waiting?.count ?? 0,
    oldestWaiting: waiting?.oldest ?? null,
  }
}

function consumerOf(topic: string, app: string, told: Told): Topic['consumers'][number] {
  const answer = told.answers.get(app)
  const rows = (answer?.handled ?? []).filter((row) => row.topic === topic)
  const failing = (answer?.failing ?? []).filter((row) => row.topic === topic)
  const handled = sum(rows.map((row) => row.count))
  const deadLetters = lettersIn(told, app, ['open', 'discarded'], topic)
  const published = publishedFor(topic, app, told)
  const known = answer !== undefined && published !== undefined
  return {
    app,
    answers: answer !== undefined,
    subscribed: answer?.sidecar
      ? answer.sidecar.subscriptions.some((one) => one.topic === topic)
      : null,
    handled,
    ...rate(rows),
    failing: sum(failing.map((row) => row.count)),
    deadLetters,
    // Handled may be told a moment later than published: never less than none.
    backlog: known ? Math.max(0, published - handled - deadLetters) : null,
  }
}

/** How many events on a topic were for this app; undefined where who said them does not answer. */
function publishedFor(topic: string, app: string, { answers }: Told): number | undefined {
  const heard = contracts.filter((one) => one.topic === topic && one.hears.includes(app))
  if (heard.some(({ from }) => !answers.has(from))) return undefined
  const counts = heard.flatMap(({ from, type }) =>
    (answers.get(from)?.published ?? []).filter((row) => row.topic === topic && row.type === type),
  )
  return sum(counts.map((row) => row.count))
}

type Status = DeadLetterCount['status']

const lettersIn = ({ letters }: Told, app: string, statuses: readonly Status[], topic?: string) =>
  sum(
    letters
      .filter((row) => row.consumer === app && statuses.includes(row.status))
      .filter((row) => topic === undefined || row.topic === topic)
      .map((row) => row.count),
  )

const lettersOf = (consumer: string, told: Told): Flow['deadLetters'][number] => ({
  consumer,
  open: lettersIn(told, consumer, ['open']),
  redriven: lettersIn(told, consumer, ['redriven']),
  discarded: lettersIn(told, consumer, ['discarded']),
})

function serviceOf(app: string, { answers }: Told): Flow['services'][number] {
  const answer = answers.get(app)
  const components = answer?.sidecar?.components.map(({ name }) => name) ?? []
  return { app, answers: answer !== undefined, replica: answer?.replica ?? null, components }
}

function problemsOf(app: string, { answers }: Told): readonly Problem[] {
  const answer = answers.get(app)
  if (!answer) return [problem(app, 'does-not-answer', null, 'does not answer')]
  return answer.sidecar ? checkSidecar(app, answer.sidecar) : [silent(app)]
}

const ownProblems = ({ own }: Told): readonly Problem[] =>
  own ? checkSidecar('operations', own) : [silent('operations')]

const silent = (app: string) =>
  problem(app, 'sidecar-does-not-answer', null, 'its sidecar does not say what it has loaded')
