import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Staleness } from '@/components/ConnectionState'
import { positionKey } from '@/live/positions'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Arrow } from '@/ui/icons'
import { Spinner } from '@/ui/Spinner'
import { Tabs } from '@/ui/Tabs'
import { classes } from '@/util/classes'
import { sign, written } from '@/util/decimal'
import { useIsDark } from '@/util/theme'
import { useMarket } from '../market/feeds'
import { policiesQuery } from '../policies'
import { useFills, useOrders, usePositions } from '../stores'
import { INTERVALS, MINUTE, type Bar, type Interval } from './bars'
import { Drawing, type Offstage, type TitledLine } from './drawing'
import { Legend } from './Legend'
import { inForce, linesOf, mineIn, type Line } from './lines'
import { lookNow } from './look'
import { fillMarks } from './marks'
import { useBars, useHistory } from './useBars'
import styles from './Chart.module.css'

export interface ChartProps {
  account: string | null
  /** The places of a price. */
  places: number
}

/** Candles and volume, and over them everything of mine that has a price. */
export function Chart({ account, places }: ChartProps) {
  const { t, i18n } = useTranslation('trade')
  const market = useMarket()
  const isDark = useIsDark()
  const [interval, setInterval] = useState<Interval>(MINUTE)
  const [pointed, setPointed] = useState<Bar | null>(null)
  const [newest, setNewest] = useState<Bar | null>(null)
  const [offstage, setOffstage] = useState<Offstage[]>([])
  const host = useRef<HTMLDivElement>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const history = useHistory(market, interval)
  const early = useRef(() => {})
  useEffect(() => {
    early.current = () => {
      if (history.hasNextPage && !history.isFetching) void history.fetchNextPage()
    }
  })

  useEffect(() => {
    if (host.current === null) return undefined
    const made = new Drawing(host.current, lookNow(), i18n.language, {
      pointed: setPointed,
      offstage: setOffstage,
      early: () => early.current(),
    })
    setDrawing(made)
    return () => {
      setDrawing(null)
      made.remove()
    }
  }, [i18n.language])
  useEffect(() => drawing?.wear(lookNow()), [drawing, isDark])
  useEffect(() => drawing?.step(places), [drawing, places])
  useEffect(() => drawing?.clear(), [drawing, market, interval])

  const show = useCallback(
    (bars: readonly Bar[]) => {
      drawing?.show(bars)
      setNewest(bars.at(-1) ?? null)
    },
    [drawing],
  )
  useBars(market, interval, history.data?.pages, show)

  const lines = useLines(account)
  useEffect(() => drawing?.lines(lines), [drawing, lines])
  const fills = useFills((state) => state.fills)
  useEffect(() => {
    drawing?.fills(fillMarks(fills, account, market.symbol, interval.seconds))
  }, [drawing, fills, account, market, interval, isDark, history.data])

  return (
    <section className={styles.chart} aria-label={t('chart.label', { symbol: market.symbol })}>
      <div className={styles.bar}>
        <Tabs
          label={t('chart.interval')}
          look="segment"
          tabs={INTERVALS.map(({ key }) => ({ value: key, label: t(`chart.${key}`) }))}
          value={interval.key}
          onChange={(key) => setInterval(INTERVALS.find((each) => each.key === key) ?? MINUTE)}
        />
        <Staleness />
        <Button
          kind="quiet"
          size="sm"
          className={styles.home}
          onClick={() => drawing?.home()}
          aria-label={t('chart.now')}
          icon={<Arrow size={14} />}
        >
          {t('chart.now')}
        </Button>
      </div>
      <div className={styles.stage}>
        <div ref={host} className={styles.canvas} />
        <Legend bar={pointed ?? newest} places={places} />
        <Away lines={offstage} places={places} />
        {history.isPending && (
          <div className={styles.middle}>
            <Spinner />
          </div>
        )}
        {history.isError && (
          <div className={styles.middle}>
            <Notice
              tone="warn"
              title={t('chart.failed')}
              end={
                <Button size="sm" onClick={() => void history.refetch()}>
                  {t('chart.again')}
                </Button>
              }
            />
          </div>
        )}
      </div>
    </section>
  )
}

function useLines(account: string | null): TitledLine[] {
  const { t } = useTranslation('trade')
  const { symbol, mark: marks } = useMarket()
  const mark = marks((state) => state.mark?.mark ?? null)
  const orders = useOrders((state) => state.orders)
  const position = usePositions((state) =>
    account === null ? null : (state.positions.get(positionKey(account, symbol)) ?? null),
  )
  const policies = useQuery(policiesQuery).data?.policies
  return useMemo(() => {
    const title = (line: Line) => {
      const quantity = written(line.quantity?.replace('-', ''))
      if (line.kind === 'buy' || line.kind === 'sell') {
        return t(line.waits ? `line.${line.kind}Waits` : `line.${line.kind}`, { quantity })
      }
      if (line.kind === 'entry') {
        return t(sign(line.quantity) > 0 ? 'line.long' : 'line.short', { quantity })
      }
      return t(`line.${line.kind}`)
    }
    return linesOf({
      mark,
      position,
      orders: mineIn(orders, account, symbol),
      policies: inForce(policies ?? [], account, symbol),
    }).map((line) => ({ ...line, title: title(line) }))
  }, [t, symbol, mark, position, orders, policies, account])
}

/** Lines that are above or below what the chart shows. */
function Away({ lines, places }: { lines: readonly Offstage[]; places: number }) {
  const group = (above: boolean) => {
    const here = lines.filter((each) => each.above === above)
    if (here.length === 0) return null
    return (
      <ul className={classes(styles.away, above ? styles.above : styles.below)}>
        {here.map(({ line }) => (
          <li key={line.id} className={styles[line.kind]}>
            <span aria-hidden>{above ? '↑' : '↓'}</span> {line.title}{' '}
            <b>{written(line.price, { places })}</b>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <>
      {group(true)}
      {group(false)}
    </>
  )
}
