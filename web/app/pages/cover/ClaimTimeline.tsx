import { useTranslation } from 'react-i18next'
import { Time } from '@/ui/Figures'
import styles from './Claim.module.css'
import type { Claim } from './queries'

const TONES: Partial<Record<Claim['state'], string>> = {
  VERIFICATION_FAILED: 'bad',
  DECLINED: 'bad',
  INCONCLUSIVE: 'warn',
  REFERRED: 'warn',
  IN_REVIEW: 'warn',
  HOLD: 'warn',
  PAID: 'good',
  CLOSED: 'good',
}

/** Every state that the claim went through: when, by whom, and why. */
export function ClaimTimeline({ claim }: { claim: Claim }) {
  const { t } = useTranslation('cover')
  return (
    <ol className={styles.timeline}>
      {claim.history.map((step, at) => (
        <li
          key={`${step.state} ${step.at}`}
          data-tone={TONES[step.state]}
          data-now={at === claim.history.length - 1 || undefined}
        >
          <div className={styles.stepHead}>
            <strong>{t(`state.${step.state}`)}</strong>
            <Time at={step.at} look="time" />
          </div>
          {step.reason !== '' && <p>{step.reason}</p>}
          <small>{t('claim.by', { actor: step.actor })}</small>
        </li>
      ))}
    </ol>
  )
}
