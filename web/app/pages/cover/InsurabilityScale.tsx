import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { written } from '@/util/decimal'
import { writtenSpan } from '@/util/duration'
import styles from './Cover.module.css'
import { acceptedSeconds, verdict } from './insurability'
import type { Quote } from './queries'

const SHOWN = 4

/** How many ordinary moves away liquidation is, and what that means for the term. */
export function InsurabilityScale(props: {
  quote: Quote
  terms: Schema<'CoverTerms'> | undefined
}) {
  const { t, i18n } = useTranslation('cover')
  const { quote, terms } = props
  const accept = Number(terms?.accept ?? 2)
  const refuse = Number(terms?.refuse ?? 1.5)
  const end = Math.max(SHOWN, Math.ceil(quote.index + 0.5))
  const place = (index: number) => `${(Math.min(index, end) / end) * 100}%`
  const means = verdict(quote.index, accept, refuse)
  const index = written(quote.index, { places: 2 })
  const span = writtenSpan(acceptedSeconds(quote, accept), i18n.language)
  return (
    <section className={styles.scaleBox}>
      <h3>{t('scale.title')}</h3>
      <div
        className={styles.scale}
        role="img"
        aria-label={t('scale.label', { index, accept, refuse })}
      >
        <span className={styles.refused} style={{ width: place(refuse) }}>
          {t('scale.refused')}
        </span>
        <span className={styles.referred} style={{ width: place(accept - refuse) }} />
        <span className={styles.accepted}>{t('scale.accepted')}</span>
        <i className={styles.needle} data-means={means} style={{ left: place(quote.index) }}>
          <b>d = {index}</b>
        </i>
      </div>
      <div className={styles.scaleTicks} aria-hidden>
        <span style={{ left: '0' }}>0</span>
        <span style={{ left: place(refuse) }}>{refuse}</span>
        <span style={{ left: place(accept) }}>{accept}</span>
        <span style={{ left: '100%' }}>{end}</span>
      </div>
      <p>
        <strong>{t(`scale.${means}_words`, { leverage: quote.leverage, span })}</strong>{' '}
        {t('scale.text')}
      </p>
    </section>
  )
}
