import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { words } from '@/api/errors'
import { AmendOrderForm } from '@/forms/AmendOrderForm'
import { openOrders } from '@/live/orders'
import type { Order } from '@/live/shapes'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { EmptyState, Notice } from '@/ui/EmptyState'
import { Numeric, Price, Time } from '@/ui/Figures'
import { Table, type Column } from '@/ui/Table'
import { say } from '@/ui/Toast'
import { useIsNarrow } from '@/util/narrow'
import { useOrders } from '../stores'
import type { PanelProps } from './BottomPanels'
import { useSteps } from './instruments'
import { kindOf, TONES, triggerOf } from './orderWords'
import styles from './Panels.module.css'
import { SideWord } from './Symbol'
import { useAct } from './useAct'

/** Every order that can still change; a change is made in its line. */
export function OrdersPanel({ account, venue, only }: PanelProps) {
  const { t } = useTranslation(['desk', 'ticket', 'common'])
  const orders = useOrders()
  const steps = useSteps(venue)
  const narrow = useIsNarrow()
  const [amending, setAmending] = useState<string | null>(null)
  const [clearing, setClearing] = useState(false)
  const rows = openOrders(orders).filter(
    (each) => each.account === account && (only === null || each.symbol === only),
  )
  const empty = <EmptyState small title={t('orders.empty')} text={t('orders.emptyText')} />
  const buttons = (row: Order) => (
    <span className={styles.actions}>
      <Button size="sm" onClick={() => setAmending(row.order)}>
        {t('orders.amend')}
      </Button>
      <CancelButton order={row} />
    </span>
  )
  const amend = (row: Order) => (
    <AmendOrderForm order={row} onDone={() => setAmending(null)} compact={!narrow} />
  )
  return (
    <>
      {narrow ? (
        <ul className={styles.cards}>
          {rows.map((row) => (
            <li key={row.order} className={styles.card}>
              <div className={styles.cardHead}>
                <span>
                  <SideWord side={row.side} /> <strong>{row.symbol}</strong>
                </span>
                <State order={row} />
              </div>
              <p className={styles.cardText}>
                {kindOf(row, t)} {triggerOf(row, steps(row.symbol).price, t)}
              </p>
              <p className={styles.cardText}>
                <Numeric value={row.filled} /> / <Numeric value={row.quantity} />{' '}
                {row.price != null && (
                  <>
                    @ <Price value={row.price} places={steps(row.symbol).price} />
                  </>
                )}
              </p>
              {amending === row.order ? amend(row) : buttons(row)}
            </li>
          ))}
          {rows.length === 0 && empty}
        </ul>
      ) : (
        <Table
          label={t('panels.orders')}
          columns={[
            ...orderColumns(t, steps),
            {
              key: 'actions',
              head:
                rows.length > 1 ? (
                  <Button size="sm" kind="danger" onClick={() => setClearing(true)}>
                    {t('orders.cancelAll')}
                  </Button>
                ) : (
                  <span className="hidden-visually">{t('orders.actions')}</span>
                ),
              align: 'end',
              cell: (row) =>
                amending === row.order ? (
                  <span className={styles.over}>{amend(row)}</span>
                ) : (
                  buttons(row)
                ),
            },
          ]}
          rows={rows}
          rowKey={(row) => row.order}
          empty={empty}
        />
      )}
      {narrow && rows.length > 1 && (
        <div className={styles.foot}>
          <Button kind="danger" wide onClick={() => setClearing(true)}>
            {t('orders.cancelAll')}
          </Button>
        </div>
      )}
      {clearing && (
        <CancelAll
          account={account}
          only={only}
          count={rows.length}
          onClose={() => setClearing(false)}
        />
      )}
    </>
  )
}

type T = ReturnType<typeof useTranslation<['desk', 'ticket', 'common']>>['t']

/** The columns that open orders and those that have ended have in common. */
export function orderColumns(t: T, steps: ReturnType<typeof useSteps>): Column<Order>[] {
  const places = (row: Order) => steps(row.symbol).price
  return [
    {
      key: 'time',
      head: t('orders.time'),
      cell: (row) => <Time at={row.createdAt} look="both" />,
      compare: (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt),
    },
    {
      key: 'symbol',
      head: t('orders.symbol'),
      cell: (row) => <strong className={styles.name}>{row.symbol}</strong>,
      compare: (a, b) => a.symbol.localeCompare(b.symbol),
    },
    { key: 'side', head: t('orders.side'), cell: (row) => <SideWord side={row.side} /> },
    { key: 'kind', head: t('orders.kind'), cell: (row) => kindOf(row, t) },
    {
      key: 'trigger',
      head: t('orders.trigger'),
      align: 'end',
      cell: (row) => triggerOf(row, places(row), t) || '–',
    },
    {
      key: 'price',
      head: t('orders.price'),
      align: 'end',
      cell: (row) =>
        row.price == null ? (
          t('ticket:leg.MARKET')
        ) : (
          <Price value={row.price} places={places(row)} />
        ),
    },
    {
      key: 'quantity',
      head: t('orders.quantity'),
      align: 'end',
      cell: (row) => <Numeric value={row.quantity} />,
    },
    {
      key: 'filled',
      head: t('orders.filled'),
      align: 'end',
      cell: (row) => <Numeric value={row.filled} />,
    },
    { key: 'state', head: t('orders.state'), cell: (row) => <State order={row} /> },
  ]
}

export function State({ order }: { order: Order }) {
  const { t } = useTranslation('desk')
  return (
    <Badge tone={TONES[order.state]} title={order.reason}>
      {t(`orders.states.${order.state}`)}
    </Badge>
  )
}

function CancelButton({ order }: { order: Order }) {
  const { t } = useTranslation('desk')
  const [busy, setBusy] = useState(false)
  const cancel = async () => {
    setBusy(true)
    try {
      const after = await ask(
        api.POST('/api/v1/trading/orders/{order}/cancel', {
          params: { path: { order: order.order } },
          body: {},
        }),
      )
      useOrders.push({ kind: 'order', order: after })
      const isOver = after.state === 'CANCELED'
      say({
        tone: isOver ? 'good' : 'info',
        title: isOver
          ? t('orders.cancelled')
          : after.state === 'PENDING_CANCEL'
            ? t('orders.cancelSent')
            : t(`orders.states.${after.state}`),
      })
    } catch (thrown) {
      say({ tone: 'bad', title: words(thrown, t) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      size="sm"
      kind="danger"
      busy={busy}
      disabled={order.state === 'PENDING_CANCEL'}
      onClick={() => void cancel()}
    >
      {t('orders.cancel')}
    </Button>
  )
}

function CancelAll(props: {
  account: string
  only: string | null
  count: number
  onClose: () => void
}) {
  const { t } = useTranslation(['desk', 'common'])
  const { account, only, count, onClose } = props
  const clearing = useAct(async () => {
    const { orders } = await ask(
      api.POST('/api/v1/trading/accounts/{account}/cancel-all', {
        params: { path: { account } },
        body: { symbol: only },
      }),
    )
    for (const order of orders) useOrders.push({ kind: 'order', order })
    const ended = orders.filter((each) => each.state === 'CANCELED').length
    say({ tone: 'good', title: t('orders.allCancelled', { count: ended }) })
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('orders.cancelAllTitle')}
      closeLabel={t('common:close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common:back')}</Button>
          <Button kind="danger" busy={clearing.busy} onClick={clearing.run}>
            {t('orders.cancelAll')}
          </Button>
        </>
      }
    >
      <p>{t('orders.cancelAllText', { count, scope: only ?? t('orders.everything') })}</p>
      {clearing.error !== null && <Notice tone="bad">{clearing.error}</Notice>}
    </Dialog>
  )
}
