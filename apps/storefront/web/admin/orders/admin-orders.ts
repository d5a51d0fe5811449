import type { AdminOrderSummary, Order, Page } from '@shop/kit/api.ts'
import type { Timeline } from '@shop/kit/api-operations.ts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, request } from '../../api/request.ts'

export const useAdminOrders = (query: string) =>
  useQuery({
    queryKey: ['admin-orders', query],
    queryFn: ({ signal }) =>
      request<Page<AdminOrderSummary>>(api(`/admin/orders?${query}`), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })

/** What all services know of an order. */
export const useTimeline = (orderId: string) =>
  useQuery({
    queryKey: ['timeline', orderId],
    queryFn: ({ signal }) =>
      request<Timeline>(api(`/admin/orders/${encodeURIComponent(orderId)}/timeline`), { signal }),
    refetchInterval: 5_000,
  })

type Command = { readonly requestId: string; readonly reason?: string }

/** Ships or cancels an order; all that shows it is read anew. */
export function useCommand(orderId: string, command: 'ship' | 'cancel') {
  const client = useQueryClient()
  const path = api(`/orders/${encodeURIComponent(orderId)}/${command}`)
  return useMutation({
    mutationFn: ({ requestId, reason }: Command) =>
      request<Order>(path, { method: 'POST', requestId, body: reason ? { reason } : {} }),
    onSuccess: (order) => client.setQueryData(['order', orderId], order),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['order', orderId] })
      void client.invalidateQueries({ queryKey: ['timeline', orderId] })
      void client.invalidateQueries({ queryKey: ['admin-orders'] })
    },
  })
}
