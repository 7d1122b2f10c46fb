import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trade } from '@/live/shapes'
import { EmptyState } from '@/ui/EmptyState'
import { classes } from '@/util/classes'
import { written } from '@/util/decimal'
import { writtenTime } from '@/util/time'
import { useMarket } from './feeds'
import { useFitting } from './fitting'
import styles from './Tape.module.css'

const ROW_PX = 18
const ROWS_MAX = 60

/** What was traded, newest first, whoever traded it. */
export function Tape({ places, lotPlaces }: { places: number; lotPlaces: number }) {
  const { t } = useTranslation('trade')
  const trades = useMarket().tape((state) => state.trades)
  const [host, fitting] = useFitting(ROW_PX)
  const shown = trades.slice(0, Math.min(fitting, ROWS_MAX))
  return (
    <section className={styles.tape} aria-label={t('tape.label')}>
      <header className={styles.names}>
        <h2>{t('tape.title')}</h2>
        <span aria-hidden>{t('book.quantity')}</span>
        <span aria-hidden>{t('tape.time')}</span>
      </header>
      <div ref={host} className={styles.list}>
        {trades.length === 0 ? (
          <EmptyState small title={t('tape.waiting')} />
        ) : (
          <ol>
            {shown.map((trade) => (
              <Line key={trade.id} trade={trade} places={places} lotPlaces={lotPlaces} />
            ))}
          </ol>
        )}
      </div>
    </section>
  )
}

const Line = memo(function Line(props: { trade: Trade; places: number; lotPlaces: number }) {
  const { t, i18n } = useTranslation('trade')
  const { trade, places, lotPlaces } = props
  const isSale = trade.buyerMaker
  return (
    <li className={styles.row}>
      <span className={classes(styles.price, isSale ? styles.down : styles.up)}>
        <span aria-hidden>{isSale ? '▼' : '▲'}</span>
        <span className="hidden-visually">{t(isSale ? 'tape.sold' : 'tape.bought')}</span>
        {written(trade.price, { places })}
      </span>
      <span>{written(trade.quantity, { places: lotPlaces })}</span>
      <span className={styles.time}>{writtenTime(trade.at, 'time', i18n.language)}</span>
    </li>
  )
})
