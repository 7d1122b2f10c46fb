import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { words } from '@/api/errors'
import { isOver } from '@/live/orders'
import type { Order } from '@/live/shapes'
import { EmptyState, Notice } from '@/ui/EmptyState'
import { Price } from '@/ui/Figures'
import { Skeleton } from '@/ui/Spinner'
import { Table } from '@/ui/Table'
import { useOrders } from '../stores'
import type { PanelProps } from './BottomPanels'
import { useSteps } from './instruments'
import { Older } from './Older'
import { orderColumns } from './OrdersPanel'
import styles from './Panels.module.css'

/** Orders that have ended, with how they ended; older ones by the page. */
export function HistoryPanel({ account, venue, only }: PanelProps) {
  const { t } = useTranslation(['desk', 'ticket', 'common'])
  const steps = useSteps(venue)
  const live = useOrders((state) => state.orders)
  const pages = useInfiniteQuery({
    queryKey: ['orders', account],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/trading/accounts/{account}/orders', {
          params: { path: { account }, query: pageParam === null ? {} : { before: pageParam } },
        }),
      ),
    getNextPageParam: ({ orders }) => orders.at(-1)?.order,
  })
  const paged = pages.data?.pages
  const rows = useMemo(() => {
    const byId = new Map((paged ?? []).flatMap(({ orders }) => orders.map((o) => [o.order, o])))
    for (const order of live.values()) if (order.account === account) byId.set(order.order, order)
    return [...byId.values()]
      .filter((order) => isOver(order) && (only === null || order.symbol === only))
      .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
  }, [paged, live, account, only])
  if (pages.error) return <Notice tone="bad">{words(pages.error, t)}</Notice>
  if (paged === undefined) return <Skeleton lines={4} />
  return (
    <>
      <Table
        label={t('panels.history')}
        columns={[
          ...orderColumns(t, steps),
          {
            key: 'average',
            head: t('orders.average'),
            align: 'end',
            cell: (row: Order) => (
              <Price value={row.averagePrice} places={steps(row.symbol).price} />
            ),
          },
          {
            key: 'reason',
            head: t('orders.reason'),
            cell: (row: Order) => (
              <span className={styles.reason} title={row.reason}>
                {row.reason || '–'}
              </span>
            ),
          },
        ]}
        rows={rows}
        rowKey={(row) => row.order}
        empty={
          <EmptyState small title={t('orders.historyEmpty')} text={t('orders.historyEmptyText')} />
        }
      />
      <Older query={pages} any={rows.length > 0} />
    </>
  )
}
