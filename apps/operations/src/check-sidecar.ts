import type { Flow } from '@shop/kit/api-operations.ts'
import type { SidecarMetadata } from '@shop/kit/sidecar-metadata.ts'
import { type Expected, expectedComponents, expectedSubscriptions } from './expected-sidecar.ts'

export type Problem = Flow['problems'][number]
type Subscription = SidecarMetadata['subscriptions'][number]

/** What a sidecar lacks of what the contracts ask for, or has too much. */
export function checkSidecar(app: string, loaded: SidecarMetadata): readonly Problem[] {
  const names = loaded.components.map(({ name }) => name)
  const expected = expectedSubscriptions(app)
  const lacking = expectedComponents(app).filter((topic) => !names.includes(topic))
  const surplus = loaded.subscriptions.filter(
    ({ topic }) => !expected.some((one) => one.topic === topic),
  )
  return [
    ...lacking.map((topic) =>
      problem(app, 'missing-component', topic, 'has no component of that name'),
    ),
    ...expected.flatMap((one) => checkSubscription(app, one, loaded.subscriptions)),
    ...surplus.map(({ topic }) =>
      problem(app, 'unexpected-subscription', topic, 'hears what the contracts do not give it'),
    ),
  ]
}

function checkSubscription(
  app: string,
  { topic, paths, deadLetters }: Expected,
  loaded: readonly Subscription[],
): readonly Problem[] {
  const found = loaded.find((one) => one.topic === topic && one.pubsubname === topic)
  if (!found) return [problem(app, 'missing-subscription', topic, 'does not hear it')]
  const routes = found.rules.map(({ path }) => path)
  const astray = paths.filter((path) => !routes.includes(path))
  return [
    ...astray.map((path) => problem(app, 'missing-route', topic, `no rule leads to ${path}`)),
    ...(found.deadLetterTopic === deadLetters
      ? []
      : [problem(app, 'wrong-dead-letters', topic, sent(found.deadLetterTopic, deadLetters))]),
  ]
}

const sent = (to: string, expected: string) =>
  `its dead letters go to ${to || 'nowhere'}, not to ${expected || 'nowhere'}`

export const problem = (
  app: string,
  code: Problem['code'],
  topic: string | null,
  detail: string,
): Problem => ({ app, code, topic, detail })
