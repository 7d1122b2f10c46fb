import { useTranslation } from 'react-i18next'
import { Percent, Price } from '@/ui/Figures'
import { classes } from '@/util/classes'
import { written } from '@/util/decimal'
import { shortened } from '../market/ticker'
import type { Bar } from './bars'
import styles from './Chart.module.css'

/** The numbers of one bar: that under the cross, or the newest. */
export function Legend({ bar, places }: { bar: Bar | null; places: number }) {
  const { t } = useTranslation('trade')
  if (bar === null) return null
  const isUp = bar.close >= bar.open
  const prices = [
    ['open', bar.open],
    ['high', bar.high],
    ['low', bar.low],
    ['close', bar.close],
  ] as const
  return (
    <dl className={classes(styles.legend, isUp ? styles.isUp : styles.isDown)}>
      {prices.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`chart.${key}`)}</dt>
          <dd>
            <Price value={value} places={places} />
          </dd>
        </div>
      ))}
      <div>
        <dd>
          <Percent share={bar.open > 0 ? bar.close / bar.open - 1 : 0} moved />
        </dd>
      </div>
      <div>
        <dt>{t('chart.volume')}</dt>
        <dd>{shortened(String(bar.volume)) ?? written(bar.volume, { placesMax: 2 })}</dd>
      </div>
    </dl>
  )
}
