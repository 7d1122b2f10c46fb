import { useTranslation } from 'react-i18next'
import { EmptyState } from '@/ui/EmptyState'
import { Page } from '@/layouts/Page'

export default function FundPage() {
  const { t } = useTranslation(['fund', 'common'])
  return (
    <Page title={t('title')}>
      <EmptyState title={t('common:soon')} />
    </Page>
  )
}
