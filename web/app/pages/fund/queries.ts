import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from '@/api/client'
import { now } from '@/util/server-time'

export type Span = 'day' | 'week' | 'month'
const DAYS: Record<Span, number> = { day: 1, week: 7, month: 30 }

/**
 * The beginning of a span, cut to a minute so that the same question is asked again. A day is what
 * the server tells when it is not asked for another, by its own clock.
 */
function since(span: Span): { from?: string } {
  if (span === 'day') return {}
  const minute = 60_000
  const until = Math.floor(now() / minute) * minute
  return { from: new Date(until - DAYS[span] * 86_400_000).toISOString() }
}

const OFTEN = { refetchInterval: 10_000 }

export const solvencyQuery = queryOptions({
  queryKey: ['solvency'],
  queryFn: () => ask(api.GET('/api/v1/solvency')),
  ...OFTEN,
})

export const solvencyHistoryQuery = (span: Span) =>
  queryOptions({
    queryKey: ['solvency-history', span],
    queryFn: () => ask(api.GET('/api/v1/solvency/history', { params: { query: since(span) } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

export const poolQuery = queryOptions({
  queryKey: ['pool'],
  queryFn: () => ask(api.GET('/api/v1/pool')),
  ...OFTEN,
})

export const poolHistoryQuery = (span: Span) =>
  queryOptions({
    queryKey: ['pool-history', span],
    queryFn: () => ask(api.GET('/api/v1/pool/history', { params: { query: since(span) } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

export const balanceQuery = queryOptions({
  queryKey: ['balance'],
  queryFn: () => ask(api.GET('/api/v1/balance')),
})

export const depositsQuery = queryOptions({
  queryKey: ['deposits'],
  queryFn: () => ask(api.GET('/api/v1/deposits')),
  ...OFTEN,
})

export const trialBalanceQuery = queryOptions({
  queryKey: ['trial-balance'],
  queryFn: () => ask(api.GET('/api/v1/ledger/trial-balance')),
  ...OFTEN,
})

export const reconciliationQuery = queryOptions({
  queryKey: ['reconciliation'],
  queryFn: () => ask(api.GET('/api/v1/reconciliation')),
  refetchInterval: 30_000,
})

export const payoutsQuery = queryOptions({
  queryKey: ['payouts'],
  queryFn: () => ask(api.GET('/api/v1/payouts')),
  ...OFTEN,
})

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => ask(api.GET('/api/v1/settings')),
})
