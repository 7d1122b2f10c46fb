import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask, type Schema } from '@/api/client'
import { meQuery } from '@/api/queries'
import { useTopic } from '@/live/live'

export type Quote = Schema<'Quote'>
export type Policy = Schema<'Policy'>
export type Claim = Schema<'Claim'>
export type Held = Schema<'Position'> & { venue: string }

export const exposureQuery = queryOptions({
  queryKey: ['exposure'],
  queryFn: () => ask(api.GET('/api/v1/trading/exposure')),
})

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: () => ask(api.GET('/api/v1/policies')),
  refetchInterval: 15_000,
})

export const policyQuery = (policy: string) =>
  queryOptions({
    queryKey: ['policy', policy],
    queryFn: () => ask(api.GET('/api/v1/policies/{policy}', { params: { path: { policy } } })),
  })

export const claimsQuery = queryOptions({
  queryKey: ['claims'],
  queryFn: () => ask(api.GET('/api/v1/claims')),
  refetchInterval: 10_000,
})

export const balanceQuery = queryOptions({
  queryKey: ['balance'],
  queryFn: () => ask(api.GET('/api/v1/balance')),
})

export const quoteQuery = (quote: string) =>
  queryOptions({
    queryKey: ['quote', quote],
    queryFn: () => ask(api.GET('/api/v1/quotes/{quote}', { params: { path: { quote } } })),
    staleTime: Infinity,
  })

export const pathsQuery = (quote: string) =>
  queryOptions({
    queryKey: ['quote-paths', quote],
    queryFn: () => ask(api.GET('/api/v1/quotes/{quote}/paths', { params: { path: { quote } } })),
    staleTime: Infinity,
  })

export const termsQuery = (venue: string, symbol: string, side: string) =>
  queryOptions({
    queryKey: ['cover-terms', venue, symbol, side],
    queryFn: () =>
      ask(api.GET('/api/v1/cover/terms', { params: { query: { venue, symbol, side } } })),
    staleTime: 60_000,
  })

export const markQuery = (venue: string, symbol: string) =>
  queryOptions({
    queryKey: ['mark', venue, symbol],
    queryFn: () =>
      ask(
        api.GET('/api/v1/instruments/{venue}/{symbol}/mark', {
          params: { path: { venue, symbol } },
        }),
      ),
  })

/** My open positions, kept up to date as their marks move; undefined until they are known. */
export function useHeld() {
  const client = useQueryClient()
  const me = useQuery(meQuery)
  const exposure = useQuery(exposureQuery)
  const { user } = me.data ?? {}
  useTopic(user === undefined ? null : `trading.exposure.${user}`, {
    message: (data) =>
      client.setQueryData(exposureQuery.queryKey, data as Schema<'OutlookExposure'>),
    resync: () => void client.invalidateQueries({ queryKey: exposureQuery.queryKey }),
  })
  const held = exposure.data?.accounts.flatMap(({ venue, positions }) =>
    positions
      .filter(({ quantity }) => /[1-9]/.test(quantity))
      .map((position): Held => ({ ...position, venue })),
  )
  return { exposure, held }
}

/** The mark price of a symbol as it moves; null until it is known. */
export function useMark(venue: string, symbol: string, isWanted: boolean): string | null {
  const client = useQueryClient()
  const query = markQuery(venue, symbol)
  const mark = useQuery({ ...query, enabled: isWanted })
  useTopic(isWanted ? `marketdata.mark.${venue}.${symbol}` : null, {
    message: (data) => client.setQueryData(query.queryKey, data as Schema<'MarkPrice'>),
    resync: () => void client.invalidateQueries({ queryKey: query.queryKey }),
  })
  return mark.data?.mark ?? null
}

export const heldKey = (position: { account: string; symbol: string }) =>
  `${position.account} ${position.symbol}`

export const sideOf = (quantity: string) => (quantity.startsWith('-') ? 'SHORT' : 'LONG')
