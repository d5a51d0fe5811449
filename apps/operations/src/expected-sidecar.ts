import { type Contract, contracts } from '@shop/kit/events.ts'
import { deadLetterPath, deadLettersOf, eventPath } from '@shop/kit/routes.ts'
import { hearers } from './apps.ts'

/** A subscription that an app must have, and the paths to its handlers. */
export type Expected = {
  readonly topic: string
  readonly paths: readonly string[]
  readonly deadLetters: string
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]

/** What an app must have subscribed to, by the contracts. */
export function expectedSubscriptions(app: string): readonly Expected[] {
  if (app === 'operations') {
    return hearers.map((hearer) => ({
      topic: deadLettersOf(hearer),
      paths: [deadLetterPath(hearer)],
      deadLetters: '',
    }))
  }
  const heard = contracts.filter((contract) => contract.hears.includes(app))
  return unique(heard.map((contract) => contract.topic)).map((topic) => ({
    topic,
    paths: heard
      .filter((contract) => contract.topic === topic)
      .flatMap((contract) => pathsOf(contract, app)),
    deadLetters: deadLettersOf(app),
  }))
}

const pathsOf = (contract: Contract, app: string): string[] => [
  ...(contract.lanes?.[app] ?? []).map((lane) => eventPath(contract, lane)),
  eventPath(contract),
]

/** The pub/sub components that an app must have: of what it says, hears and can't handle. */
export function expectedComponents(app: string): readonly string[] {
  const touches = ({ from, hears }: Contract) =>
    app === 'operations' || from === app || hears.includes(app)
  const topics = contracts.filter(touches).map((contract) => contract.topic)
  const dead = hearers.filter((hearer) => app === 'operations' || app === hearer).map(deadLettersOf)
  return unique([...topics, ...dead])
}
