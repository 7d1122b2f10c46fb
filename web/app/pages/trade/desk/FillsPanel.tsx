import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { words } from '@/api/errors'
import type { Fill } from '@/live/shapes'
import { EmptyState, Notice } from '@/ui/EmptyState'
import { Money, Numeric, Price, Time } from '@/ui/Figures'
import { Skeleton } from '@/ui/Spinner'
import { Table, type Column } from '@/ui/Table'
import { useFills } from '../stores'
import type { PanelProps } from './BottomPanels'
import { useSteps } from './instruments'
import { Older } from './Older'
import styles from './Panels.module.css'
import { SideWord } from './Symbol'

/** Each trade of the account, with its fee and result; older ones by the page. */
export function FillsPanel({ account, venue, only }: PanelProps) {
  const { t } = useTranslation(['desk', 'ticket'])
  const steps = useSteps(venue)
  const live = useFills((state) => state.fills)
  const pages = useInfiniteQuery({
    queryKey: ['fills', account],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/trading/accounts/{account}/fills', {
          params: { path: { account }, query: pageParam === null ? {} : { before: pageParam } },
        }),
      ),
    // A page is oldest first: the one before begins where this one's first fill is.
    getNextPageParam: ({ fills }) => fills[0]?.at,
  })
  const paged = pages.data?.pages
  const rows = useMemo(() => {
    const byKey = new Map<string, Fill>()
    for (const fill of [...(paged ?? []).flatMap(({ fills }) => fills), ...live]) {
      if (fill.account === account) byKey.set(keyOf(fill), fill)
    }
    return [...byKey.values()]
      .filter((fill) => only === null || fill.symbol === only)
      .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  }, [paged, live, account, only])
  const columns: Column<Fill>[] = [
    { key: 'time', head: t('orders.time'), cell: (row) => <Time at={row.at} look="both" /> },
    {
      key: 'symbol',
      head: t('orders.symbol'),
      cell: (row) => <strong className={styles.name}>{row.symbol}</strong>,
    },
    { key: 'side', head: t('orders.side'), cell: (row) => <SideWord side={row.side} /> },
    {
      key: 'price',
      head: t('fills.price'),
      align: 'end',
      cell: (row) => <Price value={row.price} places={steps(row.symbol).price} />,
    },
    {
      key: 'quantity',
      head: t('fills.quantity'),
      align: 'end',
      cell: (row) => <Numeric value={row.quantity} />,
    },
    {
      key: 'fee',
      head: t('fills.fee'),
      align: 'end',
      cell: (row) => <Numeric value={row.fee} placesMin={2} placesMax={4} />,
    },
    {
      key: 'realized',
      head: t('fills.realized'),
      align: 'end',
      cell: (row) => <Money amount={row.realizedPnl} moved />,
    },
    {
      key: 'role',
      head: t('fills.role'),
      wideOnly: true,
      cell: (row) => t(row.maker ? 'fills.maker' : 'fills.taker'),
    },
    { key: 'strategy', head: t('ticket:strategy'), wideOnly: true, cell: (row) => row.strategy },
  ]
  if (pages.error) return <Notice tone="bad">{words(pages.error, t)}</Notice>
  if (paged === undefined) return <Skeleton lines={4} />
  return (
    <>
      <Table
        label={t('panels.fills')}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        empty={<EmptyState small title={t('fills.empty')} text={t('fills.emptyText')} />}
      />
      <Older query={pages} any={rows.length > 0} />
    </>
  )
}

function keyOf({ symbol, tradeId }: Fill): string {
  return `${symbol} ${tradeId}`
}
