import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ask, type Schema } from '@/api/client'
import { DistanceBar } from '@/components/DistanceBar'
import type { Position } from '@/live/shapes'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Money, Numeric, Price } from '@/ui/Figures'
import { Shield } from '@/ui/icons'
import { Table, type Column } from '@/ui/Table'
import { compare, sign, written } from '@/util/decimal'
import { useIsNarrow } from '@/util/narrow'
import { paths } from '@/util/path-builder'
import { usePositions } from '../stores'
import type { PanelProps } from './BottomPanels'
import { useSteps, type Steps } from './instruments'
import styles from './Panels.module.css'
import { ClosePosition, MarginDialog, ProtectDialog } from './PositionDialogs'
import { Symbol } from './Symbol'

export type Act = 'close' | 'protect' | 'margin'

export function protectionQuery(account: string) {
  return {
    queryKey: ['protection', account],
    queryFn: () =>
      ask(
        api.GET('/api/v1/trading/accounts/{account}/protection', { params: { path: { account } } }),
      ),
    refetchInterval: 5_000,
  }
}

/** Open positions with how far each is from liquidation, and what can be done about it. */
export function PositionsPanel({ account, venue, only }: PanelProps) {
  const { t } = useTranslation('desk')
  const all = usePositions((state) => state.positions)
  const protection = useQuery(protectionQuery(account)).data
  const [acting, setActing] = useState<{ act: Act; symbol: string } | null>(null)
  const navigate = useNavigate()
  const steps = useSteps(venue)
  const narrow = useIsNarrow()
  const mine = [...all.values()].filter((each) => each.account === account)
  const rows = mine
    .filter((each) => only === null || each.symbol === only)
    .toSorted((a, b) => a.symbol.localeCompare(b.symbol))
  const chosen = rows.find((each) => each.symbol === acting?.symbol)
  const view: RowView = {
    steps,
    protection: (symbol) => protection?.positions.find((each) => each.symbol === symbol),
    act: (act, { symbol }) => setActing({ act, symbol }),
    cover: ({ symbol }) =>
      void navigate(`${paths.cover()}?account=${account}&symbol=${encodeURIComponent(symbol)}`),
  }
  const empty = (
    <EmptyState
      small
      title={t('positions.empty')}
      text={
        only !== null && mine.length > 0
          ? t('positions.emptyOther', { symbol: only })
          : t('positions.emptyText')
      }
    />
  )
  const close = () => setActing(null)
  return (
    <>
      {narrow ? (
        <ul className={styles.cards}>
          {rows.map((each) => (
            <PositionCard key={each.symbol} position={each} view={view} />
          ))}
          {rows.length === 0 && empty}
        </ul>
      ) : (
        <PositionTable rows={rows} view={view} empty={empty} />
      )}
      {chosen && acting?.act === 'close' && <ClosePosition position={chosen} onClose={close} />}
      {chosen && acting?.act === 'protect' && (
        <ProtectDialog
          position={chosen}
          places={steps(chosen.symbol).price}
          policies={protection?.policies ?? []}
          onClose={close}
        />
      )}
      {chosen && acting?.act === 'margin' && (
        <MarginDialog position={chosen} asset={steps(chosen.symbol).quote} onClose={close} />
      )}
    </>
  )
}

interface RowView {
  steps: (symbol: string) => Steps
  protection: (symbol: string) => Schema<'ProtectedPosition'> | undefined
  act: (act: Act, position: Position) => void
  cover: (position: Position) => void
}

function PositionTable(props: { rows: Position[]; view: RowView; empty: React.ReactNode }) {
  const { t } = useTranslation(['desk', 'ticket'])
  const { rows, view, empty } = props
  const places = (row: Position) => view.steps(row.symbol).price
  const columns: Column<Position>[] = [
    {
      key: 'symbol',
      head: t('positions.symbol'),
      cell: (row) => <Symbol of={row} terms={row} />,
      compare: (a, b) => a.symbol.localeCompare(b.symbol),
    },
    {
      key: 'size',
      head: t('positions.size'),
      align: 'end',
      cell: (row) => (
        <Numeric
          value={row.quantity}
          places={view.steps(row.symbol).quantity}
          signed
          unit={view.steps(row.symbol).base}
        />
      ),
    },
    {
      key: 'entry',
      head: (
        <span className={styles.stack}>
          {t('positions.entry')}
          <small>{t('positions.mark')}</small>
        </span>
      ),
      align: 'end',
      cell: (row) => (
        <span className={styles.stack}>
          <Price value={row.entryPrice} places={places(row)} />
          <small>
            <Price value={row.markPrice} places={places(row)} />
          </small>
        </span>
      ),
    },
    {
      key: 'pnl',
      head: t('positions.pnl'),
      align: 'end',
      cell: (row) => <Money amount={row.unrealizedPnl} moved />,
      compare: (a, b) => compare(a.unrealizedPnl, b.unrealizedPnl),
    },
    {
      key: 'margin',
      head: t('positions.margin'),
      align: 'end',
      cell: (row) => <Money amount={row.margin} />,
    },
    {
      key: 'liquidation',
      head: t('positions.liquidation'),
      align: 'end',
      cell: (row) => <Price value={row.liquidationPrice} places={places(row)} />,
    },
    {
      key: 'distance',
      head: t('ticket:distance.label'),
      width: '150px',
      cell: (row) => <DistanceBar distance={row.distance} small />,
      compare: (a, b) => compare(a.distance ?? '9', b.distance ?? '9'),
    },
    {
      key: 'actions',
      head: <span className="hidden-visually">{t('positions.actions')}</span>,
      align: 'end',
      cell: (row) => <Actions position={row} view={view} />,
    },
  ]
  return (
    <Table
      label={t('panels.positions')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.symbol}
      empty={empty}
    />
  )
}

/** On a phone: one position under the other, with buttons that a thumb hits. */
function PositionCard({ position, view }: { position: Position; view: RowView }) {
  const { t } = useTranslation('desk')
  const steps = view.steps(position.symbol)
  const fact = (name: string, value: React.ReactNode) => (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <Symbol of={position} terms={position} />
        <Money amount={position.unrealizedPnl} asset={steps.quote} moved />
      </div>
      <DistanceBar distance={position.distance} />
      <dl className={styles.cardFacts}>
        {fact(
          t('positions.size'),
          <Numeric value={position.quantity} signed places={steps.quantity} unit={steps.base} />,
        )}
        {fact(t('positions.margin'), <Money amount={position.margin} />)}
        {fact(t('positions.entry'), <Price value={position.entryPrice} places={steps.price} />)}
        {fact(t('positions.mark'), <Price value={position.markPrice} places={steps.price} />)}
        {fact(
          t('positions.liquidation'),
          <Price value={position.liquidationPrice} places={steps.price} />,
        )}
      </dl>
      <Actions position={position} view={view} />
    </li>
  )
}

function Actions({ position, view }: { position: Position; view: RowView }) {
  const { t } = useTranslation('desk')
  const guarded = view.protection(position.symbol)
  return (
    <span className={styles.actions}>
      <ProtectButton
        of={guarded}
        places={view.steps(position.symbol).price}
        onClick={() => view.act('protect', position)}
      />
      <Button size="sm" onClick={() => view.cover(position)}>
        {t('positions.cover')}
      </Button>
      <Button size="sm" onClick={() => view.act('margin', position)}>
        {t('positions.addMargin')}
      </Button>
      <Button size="sm" kind="danger" onClick={() => view.act('close', position)}>
        {t('positions.close')}
      </Button>
    </span>
  )
}

/** Says how the position is protected, where it is; pressing it changes that. */
function ProtectButton(props: {
  of: Schema<'ProtectedPosition'> | undefined
  places: number
  onClick: () => void
}) {
  const { t } = useTranslation('desk')
  const { of, places, onClick } = props
  if (of === undefined) {
    return (
      <Button size="sm" onClick={onClick}>
        {t('positions.protect')}
      </Button>
    )
  }
  const words = t(`positions.state.${of.state}`)
  const known = of.state === 'PROTECTED' && sign(of.stopPrice) > 0
  return (
    <Button
      size="sm"
      className={styles[`guard${of.state}`]}
      icon={<Shield size={13} />}
      title={of.words === '' ? words : `${words}: ${of.words}`}
      onClick={onClick}
    >
      {known ? t('positions.stopAt', { price: written(of.stopPrice, { places }) }) : words}
    </Button>
  )
}
