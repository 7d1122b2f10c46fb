import { QueryClient, queryOptions } from '@tanstack/react-query'
import { api, ask, worthRetrying } from './client'

/** One client for the whole page; what it knows is forgotten when the session ends. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: worthRetrying, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
})

/** Who I am and what I may do. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => ask(api.GET('/api/v1/me')),
  staleTime: 60_000,
})

export const inboxQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: () => ask(api.GET('/api/v1/notifications')),
})

export const venueKeysQuery = queryOptions({
  queryKey: ['venue-keys'],
  queryFn: () => ask(api.GET('/api/v1/venue-keys')),
})

/** What can be traded, at every venue. It seldom changes. */
export const instrumentsQuery = queryOptions({
  queryKey: ['instruments'],
  queryFn: () => ask(api.GET('/api/v1/instruments')),
  staleTime: 10 * 60_000,
})

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: () => ask(api.GET('/api/v1/trading/accounts')),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
})

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => ask(api.GET('/api/v1/sessions')),
})

export const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: () => ask(api.GET('/api/v1/notification-preferences')),
})
