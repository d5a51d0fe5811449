import type { Order, OrderSummary, Page } from '@shop/kit/api.ts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { isUnderWay } from '../orders/status.ts'
import { api, request } from './request.ts'

const pathOf = (id: string) => api(`/orders/${encodeURIComponent(id)}`)

export const useOrders = (pageIndex: number, pageSize: number) =>
  useQuery({
    queryKey: ['orders', pageIndex],
    queryFn: ({ signal }) =>
      request<Page<OrderSummary>>(api(`/orders?pageIndex=${pageIndex}&pageSize=${pageSize}`), {
        signal,
      }),
    placeholderData: keepPreviousData,
  })

/**
 * An order, for as long as its page is open. While it is under way it is asked for again: often
 * without the stream of events, and now and then with it, should an event have been lost.
 */
export const useOrder = (id: string, isStreaming: boolean) =>
  useQuery({
    queryKey: ['order', id],
    queryFn: ({ signal }) => request<Order>(pathOf(id), { signal }),
    refetchInterval: ({ state }) =>
      state.data && isUnderWay(state.data.status) ? (isStreaming ? 15_000 : 2_000) : false,
  })

export function useCancelOrder(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (requestId: string) =>
      request<Order>(`${pathOf(id)}/cancel`, { method: 'POST', requestId }),
    onSuccess: (order) => client.setQueryData(['order', id], order),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['order', id] })
      void client.invalidateQueries({ queryKey: ['orders'] })
    },
  })
}
