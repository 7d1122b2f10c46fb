import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Badge } from '@/ui/Badge'
import { Panel } from '@/ui/Panel'
import { classes } from '@/util/classes'
import { writtenSpan } from '@/util/duration'
import styles from './Cover.module.css'

const SHORTEST = 300
const LONGEST = 604_800

/** A term's place between five minutes and a week, by its logarithm. */
function place(seconds: number): number {
  if (seconds <= 0) return 0
  const share = Math.log(seconds / SHORTEST) / Math.log(LONGEST / SHORTEST)
  return Math.min(1, Math.max(0.02, share)) * 100
}

/** The longest term at each leverage: the higher it is, the shorter the cover. */
export function TermsTable(props: {
  terms: UseQueryResult<Schema<'CoverTerms'>>
  leverage: number
}) {
  const { t, i18n } = useTranslation('cover')
  const { terms, leverage } = props
  const { symbol = '', side = 'LONG' } = terms.data ?? {}
  const spoken = t(side === 'LONG' ? 'long' : 'short').toLowerCase()
  return (
    <Panel
      className={styles.termsPanel}
      title={t('terms.title')}
      about={terms.data && t('terms.about', { symbol, side: spoken })}
    >
      <Loaded query={terms} lines={6}>
        {(data) => (
          <>
            <ul className={styles.terms} aria-label={t('terms.label', { symbol })}>
              {data.steps.map((step) => (
                <li
                  key={step.leverage}
                  className={classes(step.leverage === leverage && styles.mine)}
                >
                  <span className={styles.leverage}>{step.leverage}×</span>
                  <span className={styles.track} aria-hidden>
                    <i className={styles.asked} style={{ width: `${place(step.referSeconds)}%` }} />
                    <i className={styles.sold} style={{ width: `${place(step.acceptSeconds)}%` }} />
                  </span>
                  <span className={styles.span}>
                    {step.acceptSeconds > 0
                      ? writtenSpan(step.acceptSeconds, i18n.language)
                      : t('terms.none')}
                  </span>
                  {step.leverage === leverage && <Badge tone="accent">{t('terms.yours')}</Badge>}
                </li>
              ))}
            </ul>
            <p className={styles.termsKey} aria-hidden>
              <i className={styles.sold} /> {t('terms.sold')}
              <i className={styles.asked} /> {t('terms.referred')}
            </p>
          </>
        )}
      </Loaded>
    </Panel>
  )
}
