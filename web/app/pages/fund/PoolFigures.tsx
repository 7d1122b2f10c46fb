import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/components/Loaded'
import { Money } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import { TimeChart, type TimeChartProps } from '@/ui/TimeChart'
import { written } from '@/util/decimal'
import styles from './Fund.module.css'
import { poolHistoryQuery, poolQuery, type Span } from './queries'

type Shown =
  'ownFunds' | 'capital' | 'premiums' | 'unearned' | 'reserves' | 'payable' | 'paid' | 'customers'

const FIGURES: readonly [Shown, NonNullable<TimeChartProps['tone']>][] = [
  ['ownFunds', 'good'],
  ['capital', 'info'],
  ['premiums', 'cover'],
  ['unearned', 'cover'],
  ['reserves', 'bad'],
  ['payable', 'bad'],
  ['paid', 'bad'],
  ['customers', 'plain'],
]

/** What is in the pool, each with the line of its past. */
export function PoolFigures({ span }: { span: Span }) {
  const { t } = useTranslation('fund')
  const pool = useQuery(poolQuery)
  const history = useQuery(poolHistoryQuery(span))
  const points = history.data?.points ?? []
  const last = points.at(-1)
  return (
    <Panel title={t('pool.title')} about={t('pool.about')} flush>
      <Loaded query={pool}>
        {(data) => (
          <dl className={styles.figures}>
            {FIGURES.map(([name, tone]) => (
              <div key={name}>
                <dt>{t(`pool.${name}`)}</dt>
                <dd>
                  {name === 'premiums' || name === 'paid' ? (
                    <Money amount={last?.[name].amount} />
                  ) : (
                    <Money amount={data[name].amount} />
                  )}
                </dd>
                <dd className={styles.spark}>
                  {points.length > 1 && (
                    <TimeChart
                      label={t(`pool.${name}`)}
                      points={points.map((point) => ({
                        at: Date.parse(point.at),
                        value: Number(point[name].amount),
                      }))}
                      write={(value) => written(value, { places: 0 })}
                      height={38}
                      small
                      tone={tone}
                    />
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </Panel>
  )
}
