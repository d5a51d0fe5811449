import type { Flow, Health, StuckList, TaskRuns, Timeline } from '@shop/kit/api-operations.ts'
import { brief, moment, shortType, table } from './table.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

export function describeFlow({ topics, problems, deadLetters }: Flow): string {
  const rows = topics.flatMap(({ topic, publishers, consumers }) => {
    const unknown = publishers.some((one) => !one.answers)
    const from = [
      topic,
      publishers.map(({ app }) => app).join(', '),
      unknown ? null : sum(publishers.map((one) => one.published)),
      unknown ? null : sum(publishers.map((one) => one.lastMinute)),
      unknown ? null : sum(publishers.map((one) => one.waiting)),
    ]
    const to = consumers.map((one) => [
      one.app,
      one.answers ? one.handled : null,
      one.answers ? one.lastMinute : null,
      one.backlog,
      one.failing,
      one.deadLetters,
    ])
    return (to.length > 0 ? to : [[null, null, null, null, null, null]]).map((cells, index) => [
      ...(index === 0 ? from : ['', '', '', '', '']),
      ...cells,
    ])
  })
  const heads = ['TOPIC', 'FROM', 'PUBLISHED', '/MIN', 'WAITING']
  const more = ['TO', 'HANDLED', '/MIN', 'BACKLOG', 'FAILING', 'DEAD']
  const open = deadLetters.filter((one) => one.open > 0)
  return [
    table([...heads, ...more], rows),
    ...(open.length > 0
      ? [`Open dead letters: ${open.map((one) => `${one.consumer} ${one.open}`).join(', ')}`]
      : []),
    problems.length === 0
      ? 'No problems.'
      : table(
          ['APP', 'PROBLEM', 'TOPIC', ''],
          problems.map((one) => [one.app, one.code, one.topic, one.detail]),
        ),
  ].join('\n\n')
}

export function describeTimeline({ entries, missing }: Timeline): string {
  const rows = entries.map((one) => [
    moment(one.at),
    one.app,
    one.what,
    shortType(one.type),
    brief(one.detail, 80) ?? '',
  ])
  const heads = ['WHEN (UTC)', 'APP', 'WHAT', 'EVENT', '']
  return (rows.length > 0 ? table(heads, rows) : 'Nobody knows it.') + unanswered(missing)
}

export function describeTasks({ items, missing }: TaskRuns): string {
  const rows = items.slice(0, 40).map((run) => [
    moment(run.startedAt),
    run.name,
    run.outcome ?? 'running',
    run.endedAt && `${Date.parse(run.endedAt) - Date.parse(run.startedAt)} ms`,
    run.error ??
      Object.entries(run.counts ?? {})
        .filter(([, count]) => count > 0)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    run.replica,
  ])
  const heads = ['STARTED (UTC)', 'TASK', 'OUTCOME', 'TOOK', 'DID', 'REPLICA']
  return (rows.length > 0 ? table(heads, rows) : 'No task has run.') + unanswered(missing)
}

export const describeHealth = ({ apps }: Health): string =>
  table(
    ['APP', 'STATUS', 'MS'],
    apps.map((one) => [one.app, one.status, one.ms]),
  )

export function describeStuck({ items, missing }: StuckList): string {
  const rows = items.map((one) => [
    moment(one.since),
    one.app,
    one.kind,
    one.orderId,
    one.status,
    one.asked,
  ])
  const heads = ['SINCE (UTC)', 'APP', 'WHAT', 'ORDER', 'STATUS', 'ASKED']
  return (rows.length > 0 ? table(heads, rows) : 'Nothing is stuck.') + unanswered(missing)
}

const unanswered = (missing: readonly string[]) =>
  missing.length > 0
    ? `\n\nWithout what they know, since they do not answer: ${missing.join(', ')}`
    : ''
