import type { Page } from '@shop/kit/api.ts'
import type { DeadLetter, DeadLetterWhole, RedriveBody } from '@shop/kit/api-dead-letters.ts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, request } from '../../api/request.ts'

const pathOf = (id: string) => api(`/admin/dead-letters/${encodeURIComponent(id)}`)

const lettersQuery = (query: string) => ({
  queryKey: ['dead-letters', 'list', query],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    request<Page<DeadLetter>>(api(`/admin/dead-letters?${query}`), { signal }),
})

/** How many are open. */
export const openLetters = {
  ...lettersQuery('status=open&pageSize=1'),
  select: ({ total }: Page<DeadLetter>) => total,
  refetchInterval: 15_000,
}

export const useDeadLetters = (query: string) =>
  useQuery({
    ...lettersQuery(query),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })

/** The whole of one; what was set going shows by itself. */
export const useDeadLetter = (id: string) =>
  useQuery({
    queryKey: ['dead-letters', 'one', id],
    queryFn: ({ signal }) => request<DeadLetterWhole>(pathOf(id), { signal }),
    refetchInterval: 3_000,
  })

export function useRedrive(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RedriveBody) =>
      request<DeadLetter>(`${pathOf(id)}/redrive`, { method: 'POST', body }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['dead-letters'] }),
  })
}

export function useDiscard(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<null>(`${pathOf(id)}/discard`, { method: 'POST' }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['dead-letters'] }),
  })
}

/** The payload of a message that is an event: what can be edited. */
export const payloadOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'data' in message ? message.data : undefined
