import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import type { Equity } from '@/live/shapes'
import { EmptyState } from '@/ui/EmptyState'
import { Money } from '@/ui/Figures'
import { Table, type Column } from '@/ui/Table'
import { usePositions } from '../stores'
import type { PanelProps } from './BottomPanels'
import styles from './Panels.module.css'

/** What the account has, and what it earned and paid. */
export function BalancesPanel({ account }: PanelProps) {
  const { t } = useTranslation('desk')
  const rows = usePositions((state) => state.balances.get(account)) ?? []
  const ledger = useQuery({
    queryKey: ['ledger', account],
    queryFn: () =>
      ask(api.GET('/api/v1/trading/accounts/{account}/ledger', { params: { path: { account } } })),
  })
  const money = (name: 'wallet' | 'equity' | 'available'): Column<Equity> => ({
    key: name,
    head: t(`balances.${name}`),
    align: 'end',
    cell: (row) => <Money amount={row[name]} exact />,
  })
  return (
    <div className={styles.balances}>
      <Table
        label={t('panels.balances')}
        columns={[
          {
            key: 'asset',
            head: t('balances.asset'),
            cell: (row) => <strong className={styles.name}>{row.asset}</strong>,
          },
          money('wallet'),
          {
            key: 'unrealized',
            head: t('balances.unrealized'),
            align: 'end',
            cell: (row) => <Money amount={row.unrealizedPnl} moved />,
          },
          money('equity'),
          money('available'),
        ]}
        rows={rows}
        rowKey={(row) => row.asset}
        empty={<EmptyState small title={t('balances.empty')} />}
      />
      <Loaded query={ledger}>{({ sums }) => <Earned sums={sums} />}</Loaded>
    </div>
  )
}

function Earned({ sums }: { sums: readonly Schema<'LedgerSum'>[] }) {
  const { t } = useTranslation('desk')
  return (
    <Table
      label={t('balances.earned')}
      columns={[
        {
          key: 'symbol',
          head: t('balances.earned'),
          cell: (row) => <strong className={styles.name}>{row.symbol}</strong>,
        },
        { key: 'kind', head: '', cell: (row) => t(`balances.kinds.${row.kind}`) },
        {
          key: 'amount',
          head: '',
          align: 'end',
          cell: (row) => <Money amount={row.amount} moved />,
        },
      ]}
      rows={sums}
      rowKey={(row) => `${row.symbol} ${row.kind}`}
      empty={<EmptyState small title={t('balances.noneEarned')} />}
    />
  )
}
