import { useTranslation } from 'react-i18next'
import { Money, Percent, Price } from '@/ui/Figures'
import { Facts } from '@/ui/Panel'
import { Explained } from '@/ui/Tooltip'
import styles from './Cover.module.css'
import type { Quote } from './queries'

const PARTS = ['pure', 'riskLoading', 'capitalCharge', 'expenses'] as const

/** The premium as a bar of its parts, and the terms of what it buys. */
export function PremiumParts({ quote }: { quote: Quote }) {
  const { t } = useTranslation('cover')
  const whole = Number(quote.premium.amount) || 1
  return (
    <section className={styles.parts}>
      <h3>{t('parts.title')}</h3>
      <div className={styles.partsBar} aria-hidden>
        {PARTS.map((part) => (
          <i
            key={part}
            data-part={part}
            style={{ width: `${(Number(quote[part].amount) / whole) * 100}%` }}
          />
        ))}
      </div>
      <dl className={styles.partsList}>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>
              <i data-part={part} aria-hidden />
              <Explained tip={t(`parts.${part}Why`)}>{t(`parts.${part}`)}</Explained>
            </dt>
            <dd>
              <Money amount={quote[part].amount} />
              <Percent share={Number(quote[part].amount) / whole} places={1} />
            </dd>
          </div>
        ))}
      </dl>
      <Facts
        rows={[
          [t('parts.sum'), <Money key="sum" {...quote.sumInsured} />],
          [t('parts.deductible'), <Money key="deductible" {...quote.deductible} />],
          [
            t('parts.coinsurance'),
            <Percent key="coinsurance" share={quote.coinsurance} places={0} />,
          ],
          [t('parts.barrier'), <Price key="barrier" value={quote.barrier} />],
        ]}
      />
    </section>
  )
}
