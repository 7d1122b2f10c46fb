import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Staleness } from '@/components/ConnectionState'
import { spread } from '@/live/book'
import { EmptyState } from '@/ui/EmptyState'
import { classes } from '@/util/classes'
import { percent, placesOf, written } from '@/util/decimal'
import Big from 'big.js'
import { useIntent } from '../intent'
import { mineIn } from '../chart/lines'
import { useOrders } from '../stores'
import { useMarket } from './feeds'
import { useFitting } from './fitting'
import { rows, STEPS, type BookSide, type Row } from './rows'
import { direction } from './ticker'
import styles from './Book.module.css'

const ROW_PX = 18

export interface BookProps {
  account: string | null
  tick: string
  lotPlaces: number
}

/** Who wants to buy and to sell, at which price; a click takes the price to the ticket. */
export function Book({ account, tick, lotPlaces }: BookProps) {
  const { t } = useTranslation('trade')
  const market = useMarket()
  const book = market.book((state) => state.book)
  const orders = useOrders((state) => state.orders)
  const [multiple, setMultiple] = useState<number>(1)
  const step = useMemo(() => new Big(tick).times(multiple).toFixed(), [tick, multiple])
  const [host, fitting] = useFitting(ROW_PX)
  const depth = Math.max(1, Math.floor((fitting - 2) / 2))
  const mine = useMemo(
    () => mineIn(orders, account, market.symbol),
    [orders, account, market.symbol],
  )
  const shown = useMemo(
    () => (book ? rows(book, mine, step, depth) : null),
    [book, mine, step, depth],
  )
  const places = Math.max(placesOf(step), 0)
  const isLost = book !== null && book.bids.length === 0 && book.asks.length === 0
  return (
    <section className={styles.book} aria-label={t('book.label')}>
      <header className={styles.head}>
        <h2>{t('book.title')}</h2>
        <Staleness />
        {book?.stale && !isLost && <span className={styles.old}>{t('book.stale')}</span>}
        <select
          className={styles.step}
          aria-label={t('book.step')}
          value={multiple}
          onChange={(event) => setMultiple(Number(event.target.value))}
        >
          {STEPS.map((each) => (
            <option key={each} value={each}>
              {new Big(tick).times(each).toFixed()}
            </option>
          ))}
        </select>
      </header>
      <div className={styles.names} aria-hidden>
        <span>{t('book.price')}</span>
        <span>{t('book.quantity')}</span>
        <span>{t('book.total')}</span>
      </div>
      <div ref={host} className={styles.sides}>
        {shown && book && !isLost ? (
          <>
            <ol className={styles.asks} aria-label={t('book.asks')}>
              {shown.asks.toReversed().map((row, at, all) => (
                <Level key={all.length - at} side="ask" row={row} {...{ places, lotPlaces }} />
              ))}
            </ol>
            <Middle places={placesOf(tick)} spread={spread(book)} />
            <ol className={styles.bids} aria-label={t('book.bids')}>
              {shown.bids.map((row, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- the place in the book is the row
                <Level key={at} side="bid" row={row} {...{ places, lotPlaces }} />
              ))}
            </ol>
          </>
        ) : (
          <EmptyState small title={t(isLost ? 'book.lost' : 'book.waiting')} />
        )}
      </div>
      {shown?.bidShare != null && !isLost && <Balance bidShare={shown.bidShare} />}
    </section>
  )
}

interface LevelProps {
  side: BookSide
  row: Row
  places: number
  lotPlaces: number
}

const Level = memo(
  function Level({ side, row, places, lotPlaces }: LevelProps) {
    const { t } = useTranslation('trade')
    const price = written(row.price, { places })
    return (
      <li>
        <button
          type="button"
          tabIndex={-1}
          className={classes(styles.row, styles[side])}
          aria-label={t('book.take', { price })}
          onClick={() => useIntent.getState().wish({ price: row.price })}
        >
          <span
            className={styles.depth}
            style={{ transform: `scaleX(${row.share})` }}
            aria-hidden
          />
          <span className={styles.price}>
            {row.own !== null && (
              <span className={styles.own} title={t('book.own', { quantity: written(row.own) })}>
                ◆
              </span>
            )}
            {price}
          </span>
          <span>{written(row.quantity, { places: lotPlaces })}</span>
          <span className={styles.total}>{written(row.total, { places: lotPlaces })}</span>
        </button>
      </li>
    )
  },
  (a, b) =>
    a.places === b.places &&
    a.lotPlaces === b.lotPlaces &&
    a.row.price === b.row.price &&
    a.row.quantity === b.row.quantity &&
    a.row.total === b.row.total &&
    a.row.own === b.row.own &&
    Math.abs(a.row.share - b.row.share) < 0.002,
)

function Middle(props: { places: number; spread: string | null }) {
  const { t } = useTranslation('trade')
  const { tape } = useMarket()
  const last = tape((state) => state.trades[0]?.price ?? null)
  const moved = tape((state) => direction(state.trades))
  const share = last !== null && props.spread !== null ? Number(props.spread) / Number(last) : null
  return (
    <div className={styles.middle}>
      <span className={classes(styles.last, moved > 0 && styles.up, moved < 0 && styles.down)}>
        {written(last, { places: props.places })}
        <span aria-hidden>{moved > 0 ? ' ▲' : moved < 0 ? ' ▼' : ''}</span>
      </span>
      <span className={styles.spread}>
        {t('book.spread')} {written(props.spread, { places: props.places })}
        {share !== null && (
          <span className={styles.share}> · {written(percent(share), { places: 4 })}%</span>
        )}
      </span>
    </div>
  )
}

function Balance({ bidShare }: { bidShare: number }) {
  const { t } = useTranslation('trade')
  const bid = Math.round(bidShare * 100)
  return (
    <div
      className={styles.balance}
      role="img"
      aria-label={t('book.balance', { bid, ask: 100 - bid })}
    >
      <span className={styles.bidPart}>
        {t('book.buyers')} {bid}%
      </span>
      <span className={styles.parts} aria-hidden>
        <span style={{ transform: `scaleX(${bidShare})` }} />
      </span>
      <span className={styles.askPart}>
        {100 - bid}% {t('book.sellers')}
      </span>
    </div>
  )
}
