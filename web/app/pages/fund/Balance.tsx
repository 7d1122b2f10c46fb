import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { meQuery } from '@/api/queries'
import { useMay } from '@/api/roles'
import { Loaded } from '@/components/Loaded'
import { DepositForm } from '@/forms/DepositForm'
import { WhyForm } from '@/forms/WhyForm'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { Money, Time } from '@/ui/Figures'
import { Plus } from '@/ui/icons'
import { Figure, Figures, Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { api, ask } from '@/api/client'
import styles from './Fund.module.css'
import { balanceQuery, depositsQuery } from './queries'

type Deposit = Schema<'Deposit'>

/** What the person has here, and the money that is on its way. */
export function Balance() {
  const { t } = useTranslation(['fund', 'common'])
  const balance = useQuery(balanceQuery)
  const deposits = useQuery(depositsQuery)
  const me = useQuery(meQuery)
  const mayConfirm = useMay('OPERATE_FUND')
  const [announcing, setAnnouncing] = useState(false)
  const [confirming, setConfirming] = useState<Deposit | null>(null)
  const columns: Column<Deposit>[] = [
    { key: 'at', head: t('balance.deposits'), cell: (deposit) => <Time at={deposit.at} /> },
    {
      key: 'reference',
      head: t('balance.reference'),
      cell: (deposit) => <span className={styles.reference}>{deposit.reference || '–'}</span>,
    },
    {
      key: 'purpose',
      head: t('deposit.purpose'),
      wideOnly: true,
      cell: (deposit) => t(`balance.${deposit.purpose}`),
    },
    {
      key: 'state',
      head: t('payouts.state'),
      cell: (deposit) => (
        <Badge tone={deposit.state === 'CONFIRMED' ? 'good' : 'warn'}>
          {t(`balance.${deposit.state}`)}
        </Badge>
      ),
    },
    {
      key: 'amount',
      head: t('deposit.amount'),
      align: 'end',
      cell: (deposit) => <Money amount={deposit.amount.amount} />,
    },
    {
      key: 'act',
      head: '',
      align: 'end',
      cell: (deposit) =>
        mayConfirm &&
        deposit.state === 'EXPECTED' &&
        deposit.owner !== me.data?.user && (
          <Button size="sm" onClick={() => setConfirming(deposit)}>
            {t('balance.confirm')}
          </Button>
        ),
    },
  ]
  return (
    <Panel
      title={t('balance.title')}
      about={t('balance.about')}
      flush
      end={
        <Button icon={<Plus />} onClick={() => setAnnouncing(true)}>
          {t('balance.announce')}
        </Button>
      }
    >
      <div className={styles.balance}>
        <Loaded query={balance} lines={2}>
          {(data) => (
            <Figures>
              <Figure label={t('balance.available')}>
                <Money {...data.available} />
              </Figure>
              <Figure label={t('balance.posted')}>
                <Money {...data.posted} />
              </Figure>
            </Figures>
          )}
        </Loaded>
      </div>
      <Loaded query={deposits}>
        {(data) => (
          <div className={styles.deposits}>
            <Table
              label={t('balance.deposits')}
              columns={columns}
              rows={data.deposits.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))}
              rowKey={(deposit) => deposit.id}
              empty={<EmptyState small title={t('balance.none')} />}
            />
          </div>
        )}
      </Loaded>
      <Dialog
        open={announcing}
        onClose={() => setAnnouncing(false)}
        title={t('deposit.title')}
        closeLabel={t('common:close')}
      >
        <DepositForm onDone={() => setAnnouncing(false)} />
      </Dialog>
      <Dialog
        open={confirming !== null}
        onClose={() => setConfirming(null)}
        title={t('confirm.title')}
        closeLabel={t('common:close')}
      >
        {confirming && (
          <WhyForm
            text={t('confirm.text')}
            label={t('confirm.why')}
            missing={t('confirm.missing')}
            send={t('confirm.send')}
            done={t('confirm.done')}
            refresh={[depositsQuery.queryKey, ['pool'], ['trial-balance'], ['solvency']]}
            ask={(why) =>
              ask(
                api.POST('/api/v1/deposits/{deposit}/confirmation', {
                  params: { path: { deposit: confirming.id } },
                  body: { why },
                }),
              )
            }
            onDone={() => setConfirming(null)}
          />
        )}
      </Dialog>
    </Panel>
  )
}
