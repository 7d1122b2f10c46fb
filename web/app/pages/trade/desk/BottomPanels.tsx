import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Staleness } from '@/components/ConnectionState'
import { openOrders } from '@/live/orders'
import { Checkbox } from '@/ui/Checkbox'
import { EmptyState } from '@/ui/EmptyState'
import { Tabs } from '@/ui/Tabs'
import { useOrders, usePositions } from '../stores'
import { useAlgoFeed, useAlgos } from './algoStore'
import { AlgosPanel } from './AlgosPanel'
import { BalancesPanel } from './BalancesPanel'
import { FillsPanel } from './FillsPanel'
import { HistoryPanel } from './HistoryPanel'
import { OrdersPanel } from './OrdersPanel'
import styles from './Panels.module.css'
import { PositionsPanel } from './PositionsPanel'
import { isAlgoOver } from '@/live/algos'

export interface BottomPanelsProps {
  account: string | null
  venue: string
  symbol: string
}

/** What every panel is given. */
export interface PanelProps {
  account: string
  venue: string
  /** Only this symbol is shown; null: all of them. */
  only: string | null
}

const TABS = ['positions', 'orders', 'algos', 'history', 'fills', 'balances'] as const
type TabName = (typeof TABS)[number]

const PANELS = {
  positions: PositionsPanel,
  orders: OrdersPanel,
  algos: AlgosPanel,
  history: HistoryPanel,
  fills: FillsPanel,
  balances: BalancesPanel,
} satisfies Record<TabName, unknown>

/** Positions, orders, fills and balances. */
export function BottomPanels({ account, venue, symbol }: BottomPanelsProps) {
  const { t } = useTranslation(['desk', 'ticket'])
  const [tab, setTab] = useState<TabName>('positions')
  const [onlySymbol, setOnlySymbol] = useState(false)
  const only = onlySymbol ? symbol : null
  useAlgoFeed(account)
  const counts = useCounts(account, only)
  if (account === null) {
    return (
      <EmptyState title={t('panels.label')} text={t('ticket:open.accounts', { venue })} small />
    )
  }
  const Panel = PANELS[tab]
  return (
    <section className={styles.panels} aria-label={t('panels.label')}>
      <Tabs
        label={t('panels.label')}
        className={styles.tabs ?? ''}
        tabs={TABS.map((value) => ({
          value,
          label: t(`panels.${value}`),
          count: counts[value],
        }))}
        value={tab}
        onChange={setTab}
        end={
          <span className={styles.filter}>
            <Staleness />
            {tab !== 'balances' && (
              <Checkbox
                label={t('panels.onlySymbol', { symbol })}
                checked={onlySymbol}
                onChange={setOnlySymbol}
              />
            )}
          </span>
        }
      >
        <Panel account={account} venue={venue} only={only} />
      </Tabs>
    </section>
  )
}

function useCounts(account: string | null, only: string | null): Partial<Record<TabName, number>> {
  const orders = useOrders()
  const positions = usePositions((state) => state.positions)
  const algos = useAlgos((state) => state.algos)
  const isShown = (of: { account: string; symbol: string }) =>
    of.account === account && (only === null || of.symbol === only)
  return {
    positions: [...positions.values()].filter(isShown).length,
    orders: openOrders(orders).filter(isShown).length,
    algos: [...algos.values()].filter((algo) => !isAlgoOver(algo) && isShown(algo.order)).length,
  }
}
