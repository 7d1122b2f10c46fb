import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/roles'
import { Contained } from '@/components/ErrorScreen'
import { Page } from '@/layouts/Page'
import { Notice } from '@/ui/EmptyState'
import { Tabs } from '@/ui/Tabs'
import { Balance } from './Balance'
import styles from './Fund.module.css'
import { Payouts } from './Payouts'
import { PoolFigures } from './PoolFigures'
import type { Span } from './queries'
import { Reconciliation } from './Reconciliation'
import { ShockLadder } from './ShockLadder'
import { SolvencyPanel } from './SolvencyPanel'
import { TrialBalance } from './TrialBalance'

const SPANS: readonly Span[] = ['day', 'week', 'month']

/** Whether the pool can pay, what is in it, and whether its books are right. */
export default function FundPage() {
  const { t } = useTranslation('fund')
  const [span, setSpan] = useState<Span>('day')
  const mayAudit = useMay('AUDIT')
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      end={
        <Tabs
          label={t('span.label')}
          look="segment"
          tabs={SPANS.map((value) => ({ value, label: t(`span.${value}`) }))}
          value={span}
          onChange={setSpan}
        />
      }
    >
      <Contained>
        <SolvencyPanel span={span} />
      </Contained>
      <Contained>
        <PoolFigures span={span} />
      </Contained>
      <div className={styles.pair}>
        <Balance />
        <ShockLadder />
      </div>
      <Payouts />
      {mayAudit ? (
        <div className={styles.books}>
          <TrialBalance />
          <Reconciliation />
        </div>
      ) : (
        <Notice title={t('closed.title')}>{t('closed.text')}</Notice>
      )}
    </Page>
  )
}
