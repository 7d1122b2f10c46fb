import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import styles from './Panels.module.css'

/** Under a list that comes by the page: a button for the page before, or that this is all. */
export function Older({ query, any }: { query: UseInfiniteQueryResult; any: boolean }) {
  const { t } = useTranslation('desk')
  if (!any && !query.hasNextPage) return null
  return (
    <div className={styles.foot}>
      {query.hasNextPage ? (
        <Button
          size="sm"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('panels.older')}
        </Button>
      ) : (
        <p>{t('panels.end')}</p>
      )}
    </div>
  )
}
