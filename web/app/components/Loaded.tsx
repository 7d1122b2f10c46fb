import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { words } from '@/api/errors'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Skeleton } from '@/ui/Spinner'

/** What was asked for, the place of it while it comes, or why it does not come. */
export function Loaded<T>(props: {
  query: UseQueryResult<T>
  lines?: number
  children: (data: T) => ReactNode
}) {
  const { t } = useTranslation()
  const { query, lines = 3, children } = props
  if (query.data !== undefined) return children(query.data)
  if (query.error === null) return <Skeleton lines={lines} />
  return (
    <Notice
      tone="bad"
      end={
        <Button size="sm" busy={query.isFetching} onClick={() => void query.refetch()}>
          {t('retry')}
        </Button>
      }
    >
      {words(query.error, t)}
    </Notice>
  )
}
