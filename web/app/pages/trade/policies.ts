import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '@/api/client'

/** The person's policies: their barriers are lines of the chart. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: () => ask(api.GET('/api/v1/policies')),
  staleTime: 30_000,
})
