import type { Named, Page, Product, Rating } from '@shop/kit/api.ts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, request } from './request.ts'

/** A page of products; `query` as the API takes it. The last one is shown until the next is there. */
export const useProducts = (query: string) =>
  useQuery({
    queryKey: ['products', query],
    queryFn: ({ signal }) => request<Page<Product>>(api(`/catalog/items?${query}`), { signal }),
    placeholderData: keepPreviousData,
  })

export const useProduct = (id: string) =>
  useQuery({
    queryKey: ['product', id],
    queryFn: ({ signal }) =>
      request<Product>(api(`/catalog/items/${encodeURIComponent(id)}`), { signal }),
  })

/** Brands or categories, which hardly ever change. */
export const useNames = (list: 'brands' | 'categories') =>
  useQuery({
    queryKey: [list],
    queryFn: ({ signal }) => request<Page<Named>>(api(`/catalog/${list}?pageSize=100`), { signal }),
    select: ({ items }) => items,
    staleTime: 600_000,
  })

export const useTopFive = () =>
  useQuery({
    queryKey: ['top-five'],
    queryFn: ({ signal }) => request<Page<Product>>(api('/catalog/top-five'), { signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  })

export function useRate(productId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (rating: number) =>
      request<Rating | undefined>(api(`/catalog/items/${encodeURIComponent(productId)}/rating`), {
        method: 'PUT',
        body: { rating },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['product', productId] })
      void client.invalidateQueries({ queryKey: ['products'] })
    },
  })
}
