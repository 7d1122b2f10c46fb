import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, type Schema } from '@/api/client'
import { useMay } from '@/api/roles'
import { Loaded } from '@/components/Loaded'
import { WhyForm } from '@/forms/WhyForm'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { Money, Time } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { paths } from '@/util/path-builder'
import { payoutsQuery } from './queries'

type Payout = Schema<'Payout'>

/** Payouts: the person's own, or everybody's for those who run the fund. */
export function Payouts() {
  const { t } = useTranslation(['fund', 'common'])
  const payouts = useQuery(payoutsQuery)
  const mayApprove = useMay('APPROVE_PAYOUTS')
  const [approving, setApproving] = useState<Payout | null>(null)
  const columns: Column<Payout>[] = [
    {
      key: 'updated',
      head: t('payouts.updated'),
      cell: (payout) => <Time at={payout.updatedAt} />,
    },
    {
      key: 'state',
      head: t('payouts.state'),
      cell: (payout) => (
        <Badge tone={payout.state === 'CONFIRMED' ? 'good' : 'warn'} title={payout.reason}>
          {t(`payouts.${payout.state}`)}
        </Badge>
      ),
    },
    {
      key: 'claim',
      head: t('payouts.claim'),
      cell: (payout) => <Link to={paths.claim(payout.claim)}>…{payout.claim.slice(-12)}</Link>,
    },
    {
      key: 'approvals',
      head: t('payouts.approvals'),
      wideOnly: true,
      cell: (payout) => payout.approvals.join(', ') || '–',
    },
    {
      key: 'amount',
      head: t('payouts.amount'),
      align: 'end',
      cell: (payout) => <Money {...payout.amount} />,
    },
    {
      key: 'act',
      head: '',
      align: 'end',
      cell: (payout) =>
        mayApprove &&
        payout.state === 'AUTHORIZING' && (
          <Button size="sm" onClick={() => setApproving(payout)}>
            {t('payouts.approve')}
          </Button>
        ),
    },
  ]
  return (
    <Panel title={t('payouts.title')} flush>
      <Loaded query={payouts}>
        {(data) => (
          <Table
            label={t('payouts.title')}
            columns={columns}
            rows={data.payouts}
            rowKey={(payout) => payout.payout}
            empty={<EmptyState small title={t('payouts.none')} />}
          />
        )}
      </Loaded>
      <Dialog
        open={approving !== null}
        onClose={() => setApproving(null)}
        title={t('payouts.approveTitle')}
        closeLabel={t('common:close')}
      >
        {approving && (
          <WhyForm
            text={t('payouts.approveText')}
            label={t('payouts.why')}
            missing={t('payouts.missing')}
            send={t('payouts.approve')}
            done={t('payouts.done')}
            refresh={[payoutsQuery.queryKey]}
            ask={(why) =>
              ask(
                api.POST('/api/v1/payouts/{payout}/approval', {
                  params: { path: { payout: approving.payout } },
                  body: { why },
                }),
              )
            }
            onDone={() => setApproving(null)}
          />
        )}
      </Dialog>
    </Panel>
  )
}
