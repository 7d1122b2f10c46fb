import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '@/util/classes'
import { NOTHING, percent, sign, written, type Decimal, type Shape } from '@/util/decimal'
import { clock, writtenDistance, writtenTime, type Look } from '@/util/time'
import styles from './Figures.module.css'

type Value = Decimal | number | null | undefined

export interface NumericProps extends Shape {
  value: Value
  /** Colour and arrow by the sign: what went up and what went down. */
  moved?: boolean
  unit?: string | undefined
  className?: string | undefined
}

/** A decimal number, grouped, with figures of equal width. */
export function Numeric({ value, moved, unit, className, ...shape }: NumericProps) {
  const direction = moved ? sign(value) : 0
  return (
    <span
      className={classes(
        styles.figure,
        direction > 0 && styles.up,
        direction < 0 && styles.down,
        className,
      )}
    >
      {direction !== 0 && <Arrow up={direction > 0} />}
      {written(value, { ...shape, signed: shape.signed ?? moved })}
      {unit !== undefined && unit !== '' && <span className={styles.unit}> {unit}</span>}
    </span>
  )
}

/** An amount of money: two places, or as many as it has up to six when they are wanted. */
export function Money(props: {
  amount: Value
  asset?: string | undefined
  moved?: boolean
  exact?: boolean
  className?: string | undefined
}) {
  const { amount, asset, moved, exact, className } = props
  return (
    <Numeric
      value={amount}
      {...(exact ? { placesMin: 2, placesMax: 8 } : { places: 2 })}
      {...(moved === undefined ? {} : { moved })}
      unit={asset}
      className={className}
    />
  )
}

/** A price, in the steps of its instrument: give `places` from `placesOf(tick)`. */
export function Price(props: { value: Value; places?: number | undefined; className?: string }) {
  return props.places === undefined ? (
    <Numeric value={props.value} placesMin={2} placesMax={8} className={props.className} />
  ) : (
    <Numeric value={props.value} places={props.places} className={props.className} />
  )
}

/** A share of one as percent: 0.0123 → 1.23%. */
export function Percent(props: {
  share: Value
  places?: number
  moved?: boolean
  className?: string
}) {
  const { share, places = 2, moved, className } = props
  const shown = percent(share)
  const direction = moved ? sign(share) : 0
  return (
    <span
      className={classes(
        styles.figure,
        direction > 0 && styles.up,
        direction < 0 && styles.down,
        className,
      )}
    >
      {direction !== 0 && <Arrow up={direction > 0} />}
      {shown === null ? NOTHING : `${written(shown, { places, signed: moved })}%`}
    </span>
  )
}

/** A moment in the reader's zone; pointing at it says it exactly. */
export function Time(props: { at: string | number | null | undefined; look?: Look | 'ago' }) {
  const { i18n } = useTranslation()
  const { at, look = 'both' } = props
  const now = useNow(30_000, look === 'ago')
  if (at == null) return <span>{NOTHING}</span>
  const moment = new Date(at)
  return (
    <time
      className={styles.figure}
      dateTime={Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()}
      title={writtenTime(at, 'exact', i18n.language)}
    >
      {look === 'ago'
        ? writtenDistance(at, now, i18n.language)
        : writtenTime(at, look, i18n.language)}
    </time>
  )
}

/** A clock that runs down to a moment. */
export function Countdown({ until }: { until: string | number }) {
  const now = useNow(1_000, true)
  return <span className={styles.figure}>{clock(new Date(until).getTime() - now)}</span>
}

/** The time, looked at again every so often. */
export function useNow(everyMs: number, running: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return undefined
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, running])
  return now
}

function Arrow({ up }: { up: boolean }) {
  return (
    <span className={styles.arrow} aria-hidden>
      {up ? '▲' : '▼'}
    </span>
  )
}
