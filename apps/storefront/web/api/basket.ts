import type { Basket, CheckoutBody } from '@shop/kit/api.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, request } from './request.ts'

const basketKey = ['basket']

export const useBasket = () =>
  useQuery({
    queryKey: basketKey,
    queryFn: ({ signal }) => request<Basket>(api('/basket'), { signal }),
  })

/** How many units are in the basket in all. */
export const unitsIn = (basket: Basket | undefined): number =>
  (basket?.items ?? []).reduce((sum, { quantity }) => sum + quantity, 0)

export const quantityOf = (basket: Basket | undefined, productId: string): number =>
  basket?.items.find((line) => line.productId === productId)?.quantity ?? 0

export const mostUnits = 999

type Change = { readonly productId: string; readonly quantity: (before: number) => number }

/** Changes a line; changes happen one after the other, each starting from what the last one left. */
export function useChangeBasket() {
  const client = useQueryClient()
  return useMutation({
    scope: { id: 'basket' },
    mutationFn: async ({ productId, quantity }: Change) => {
      const before =
        client.getQueryData<Basket>(basketKey) ?? (await request<Basket>(api('/basket')))
      const after = Math.max(0, Math.min(mostUnits, quantity(quantityOf(before, productId))))
      const path = api(`/basket/items/${encodeURIComponent(productId)}`)
      return after === 0
        ? request<Basket>(path, { method: 'DELETE' })
        : request<Basket>(path, { method: 'PUT', body: { quantity: after } })
    },
    onMutate: () => client.cancelQueries({ queryKey: basketKey }),
    onSuccess: (basket) => client.setQueryData(basketKey, basket),
    onError: () => client.invalidateQueries({ queryKey: basketKey }),
  })
}

export type CheckoutRequest = { readonly requestId: string; readonly body: CheckoutBody }

/** Orders the basket; the same request id always means the same order. */
export function useCheckout() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ requestId, body }: CheckoutRequest) =>
      request<{ orderId: string }>(api('/basket/checkout'), { method: 'POST', body, requestId }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: basketKey })
      void client.invalidateQueries({ queryKey: ['orders'] })
    },
  })
}
