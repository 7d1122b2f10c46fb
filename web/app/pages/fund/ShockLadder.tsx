import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/components/Loaded'
import { Money, Percent } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import styles from './Fund.module.css'
import { solvencyQuery } from './queries'

/** What every scenario would cost at once, against the own funds. */
export function ShockLadder() {
  const { t } = useTranslation('fund')
  const solvency = useQuery(solvencyQuery)
  return (
    <Panel title={t('ladder.title')} about={t('ladder.about')}>
      <Loaded query={solvency} lines={6}>
        {(data) => {
          const own = Number(data.ownFunds.amount)
          const most = Math.max(own, ...data.ladder.map(({ loss }) => Number(loss.amount)), 1)
          const width = (amount: number) => `${(Math.max(0, amount) / most) * 100}%`
          return (
            <ul className={styles.ladder}>
              {data.ladder.map((rung) => (
                <li key={rung.scenario}>
                  <span>{rung.scenario}</span>
                  <span className={styles.shock}>
                    <Percent share={rung.shock} places={1} moved />
                  </span>
                  <span className={styles.track} aria-hidden>
                    <i
                      data-over={Number(rung.loss.amount) > own || undefined}
                      style={{ width: width(Number(rung.loss.amount)) }}
                    />
                    <b style={{ left: width(own) }} title={t('ladder.own')} />
                  </span>
                  <Money amount={rung.loss.amount} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Panel>
  )
}
