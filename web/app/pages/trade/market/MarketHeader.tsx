import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Staleness } from '@/components/ConnectionState'
import type { Schema } from '@/api/client'
import { Percent, Numeric, Price } from '@/ui/Figures'
import { Explained } from '@/ui/Tooltip'
import { classes } from '@/util/classes'
import { sign, written, type Decimal } from '@/util/decimal'
import { clock } from '@/util/time'
import { summaryQuery, useMarket } from './feeds'
import { SymbolPicker } from './SymbolPicker'
import { direction, shortened, ticker } from './ticker'
import styles from './MarketHeader.module.css'

export interface MarketHeaderProps {
  instrument: Schema<'Instrument'> | null
  places: number
  /** The account and what stops it. */
  end: ReactNode
}

/** What the instrument is worth now, over the last day, and what holding it costs. */
export function MarketHeader({ instrument, places, end }: MarketHeaderProps) {
  const { t } = useTranslation('trade')
  const market = useMarket()
  const { venue, symbol } = market
  const summary = useQuery(summaryQuery(venue, symbol)).data
  const day = ticker(summary, useLast())
  const volume = shortened(day.volume)
  return (
    <header className={styles.header}>
      <SymbolPicker venue={venue} symbol={symbol} />
      <Last last={day.last} places={places} />
      <dl className={styles.figures}>
        <Shown label={t('market.change')}>
          <Percent share={day.changeRatio} moved />
          <span className={classes(styles.beside, sign(day.change) < 0 ? styles.down : styles.up)}>
            {written(day.change, { places, signed: true })}
          </span>
        </Shown>
        <Marks places={places} summary={summary} />
        <Shown label={t('market.high')}>
          <Price value={day.high} places={places} />
        </Shown>
        <Shown label={t('market.low')}>
          <Price value={day.low} places={places} />
        </Shown>
        <Shown label={t('market.volume')}>
          {volume ?? <Numeric value={day.volume} placesMax={2} />}
          {instrument && <span className={styles.unit}> {instrument.base}</span>}
        </Shown>
      </dl>
      <Staleness />
      <div className={styles.end}>{end}</div>
    </header>
  )
}

/** The newest price: a trade's, or the open minute's before the first trade is known. */
function useLast(): Decimal | null {
  const { tape, minutes } = useMarket()
  const traded = tape((state) => state.trades[0]?.price ?? null)
  const closed = minutes((state) => state.candles.at(-1)?.close ?? null)
  return traded ?? closed
}

function Last({ last, places }: { last: Decimal | null; places: number }) {
  const { t } = useTranslation('trade')
  const { tape, symbol } = useMarket()
  const moved = tape((state) => direction(state.trades))
  useTitle(last === null ? null : `${written(last, { places })} ${symbol}`)
  return (
    <p className={classes(styles.last, moved > 0 && styles.up, moved < 0 && styles.down)}>
      <span className="hidden-visually">{t('market.last')}</span>
      {written(last, { places })}
      <span className={styles.arrow} aria-hidden>
        {moved > 0 ? '▲' : moved < 0 ? '▼' : ''}
      </span>
    </p>
  )
}

/** The price in the window's title, so that another tab shows it; once a second is enough. */
function useTitle(words: string | null): void {
  const { t } = useTranslation(['trade', 'common'])
  useEffect(() => {
    if (words === null) return undefined
    const timer = setTimeout(() => {
      document.title = `${words} · ${t('common:product')}`
    }, 500)
    return () => clearTimeout(timer)
  }, [words, t])
}

/** Mark, index and funding: the server's, as it last said. */
function Marks({ places, summary }: { places: number; summary: Schema<'Summary'> | undefined }) {
  const { t } = useTranslation('trade')
  const { mark: marks } = useMarket()
  const mark = marks((state) => state.mark) ?? summary
  const now = useServerClock(mark?.at)
  const until = mark?.nextFunding
  return (
    <>
      <Shown label={<Explained tip={t('market.markWhy')}>{t('market.mark')}</Explained>}>
        <Price value={mark?.mark} places={places} />
      </Shown>
      <Shown label={t('market.index')}>
        <Price value={mark?.index} places={places} />
      </Shown>
      <Shown label={<Explained tip={t('market.fundingWhy')}>{t('market.funding')}</Explained>}>
        <Percent share={mark?.fundingRate} places={4} moved />
        {until != null && now !== null && (
          <span className={styles.beside}>{clock(Date.parse(until) - now)}</span>
        )}
      </Shown>
    </>
  )
}

/**
 * The server's time, which in a replay is not the browser's: what it last said, and the seconds that
 * have passed since.
 */
function useServerClock(at: string | undefined): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    if (at === undefined) return undefined
    const from = performance.now()
    const tell = () => setNow(Date.parse(at) + performance.now() - from)
    const first = setTimeout(tell)
    const timer = setInterval(tell, 1_000)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [at])
  return now
}

function Shown({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.shown}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
