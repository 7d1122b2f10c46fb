import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '@/api/client'

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: () => ask(api.GET('/api/v1/system')),
  refetchInterval: 3_000,
})

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => ask(api.GET('/api/v1/settings')),
})

export const settingHistoryQuery = (name: string) =>
  queryOptions({
    queryKey: ['setting-history', name],
    queryFn: () => ask(api.GET('/api/v1/settings/{name}/history', { params: { path: { name } } })),
  })
