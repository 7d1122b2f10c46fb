import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import { Loaded } from '@/components/Loaded'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { Check, Cross } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { written } from '@/util/decimal'
import styles from './Fund.module.css'
import { reconciliationQuery } from './queries'

/** What the services say against what the ledger says, and the chain of the ledger itself. */
export function Reconciliation() {
  return (
    <div className={styles.stack}>
      <Breaks />
      <Chain />
    </div>
  )
}

type Break = Schema<'Break'>

function Breaks() {
  const { t } = useTranslation('fund')
  const report = useQuery(reconciliationQuery)
  const columns: Column<Break>[] = [
    { key: 'kind', head: t('breaks.kind'), cell: (each) => each.kind },
    { key: 'object', head: t('breaks.object'), cell: (each) => <code>{each.object}</code> },
    { key: 'expected', head: t('breaks.expected'), align: 'end', cell: (each) => each.expected },
    { key: 'found', head: t('breaks.found'), align: 'end', cell: (each) => each.found },
  ]
  return (
    <Panel
      title={t('breaks.title')}
      flush
      end={
        report.data && (
          <span className={styles.when}>
            {t('breaks.at')} <Time at={report.data.at} look="time" />
          </span>
        )
      }
    >
      <Loaded query={report}>
        {(data) =>
          data.breaks.length === 0 ? (
            <Verdict
              good
              title={t('breaks.none')}
              text={t('breaks.noneText', { count: data.compared })}
            />
          ) : (
            <>
              <Verdict title={t('breaks.some', { count: data.breaks.length })} />
              <Table
                label={t('breaks.title')}
                columns={columns}
                rows={data.breaks}
                rowKey={(each) => `${each.kind} ${each.object}`}
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}

function Chain() {
  const { t } = useTranslation('fund')
  const verifying = useMutation({
    mutationFn: () => ask(api.GET('/api/v1/ledger/verification')),
  })
  const { data } = verifying
  return (
    <Panel
      title={t('ledger.title')}
      about={t('ledger.about')}
      flush
      end={
        <Button busy={verifying.isPending} onClick={() => verifying.mutate()}>
          {t(data ? 'ledger.again' : 'ledger.verify')}
        </Button>
      }
    >
      {verifying.error !== null && (
        <div className={styles.told}>
          <Notice tone="bad" title={t('ledger.failed')}>
            {words(verifying.error, t)}
          </Notice>
        </div>
      )}
      {data ? (
        <Verdict
          good={data.balanced && data.chainVerified}
          title={
            data.chainVerified
              ? data.balanced
                ? t('ledger.good', { count: data.transfers, written: written(data.transfers) })
                : t('ledger.notBalanced')
              : t('ledger.bad', { count: data.firstBroken })
          }
          text={
            <>
              {t('ledger.head')} <code className={styles.hash}>{data.head}</code>
            </>
          }
        />
      ) : (
        verifying.error === null && <p className={styles.quiet}>{t('ledger.notYet')}</p>
      )}
    </Panel>
  )
}

function Verdict(props: { good?: boolean; title: string; text?: React.ReactNode }) {
  return (
    <div className={styles.verdict} data-good={props.good ?? false}>
      <span>{props.good ? <Check size={18} /> : <Cross size={18} />}</span>
      <div>
        <strong>{props.title}</strong>
        {props.text != null && <p>{props.text}</p>}
      </div>
    </div>
  )
}
