import { hearers, subscriptions } from '../topology.ts'

/** The topic of each app's dead letters, by app. */
export const deadLetterTopics: ReadonlyMap<string, string> = new Map(
  hearers.flatMap((app) => {
    const topic = subscriptions.find((one) => one.app === app && one.deadLetters)?.deadLetters
    return topic ? [[app, topic] as const] : []
  }),
)

/** The app whose dead letters are on a topic. */
export const appOfDeadLetters = (topic: string): string | undefined =>
  [...deadLetterTopics].find(([, letters]) => letters === topic)?.[0]
