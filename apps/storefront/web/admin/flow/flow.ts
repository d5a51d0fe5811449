import type { Flow } from '@shop/kit/api-operations.ts'
import { useQuery } from '@tanstack/react-query'
import { api, request } from '../../api/request.ts'

const asked = {
  queryKey: ['flow'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    request<Flow>(api('/admin/flow'), { signal }),
}

/** The flow, asked for again and again while the page is in view. */
export const useFlow = () => useQuery({ ...asked, refetchInterval: 3_000 })

/** The names of the apps that hear events. */
export const useConsumers = () =>
  useQuery({
    ...asked,
    staleTime: 600_000,
    select: ({ deadLetters }) => deadLetters.map(({ consumer }) => consumer),
  })

type Topic = Flow['topics'][number]
export type FlowRow = {
  readonly topic: Topic
  /** Undefined for a topic that nobody hears. */
  readonly consumer: Topic['consumers'][number] | undefined
}

/** A row for each topic and consumer of it. */
export const rowsOf = ({ topics }: Flow): readonly FlowRow[] =>
  topics.flatMap((topic): FlowRow[] =>
    topic.consumers.length > 0
      ? topic.consumers.map((consumer) => ({ topic, consumer }))
      : [{ topic, consumer: undefined }],
  )

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** What was published on a topic by all who say something there. */
export const publishedOn = ({ publishers }: Topic) => ({
  count: sum(publishers.map(({ published }) => published)),
  lastMinute: sum(publishers.map(({ lastMinute }) => lastMinute)),
  waiting: sum(publishers.map(({ waiting }) => waiting)),
})
