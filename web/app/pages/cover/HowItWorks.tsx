import { useTranslation } from 'react-i18next'
import { Check, Clock, Shield } from '@/ui/icons'
import { writtenSpan } from '@/util/duration'
import styles from './Cover.module.css'

/** What a quote is, where there is none yet. */
export function HowItWorks({ waitingSeconds }: { waitingSeconds: number | null }) {
  const { t, i18n } = useTranslation('cover')
  const span = waitingSeconds === null ? '…' : writtenSpan(waitingSeconds, i18n.language)
  const steps = [
    [<Shield key="icon" size={20} />, t('quote.step1'), t('quote.step1Text')],
    [<Clock key="icon" size={20} />, t('quote.step2'), t('quote.step2Text', { span })],
    [<Check key="icon" size={20} />, t('quote.step3'), t('quote.step3Text')],
  ] as const
  return (
    <div className={styles.how}>
      <FanSketch />
      <div className={styles.howWords}>
        <h3>{t('quote.empty')}</h3>
        <p>{t('quote.emptyText')}</p>
      </div>
      <ol className={styles.howSteps}>
        {steps.map(([icon, title, text]) => (
          <li key={title}>
            {icon}
            <div>
              <h4>{title}</h4>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The shape of a fan over a barrier: a picture of no price in particular. */
function FanSketch() {
  const edge = (spread: number) =>
    Array.from({ length: 41 }, (_, at) => `${at * 20},${78 + spread * Math.sqrt(at)}`)
  const area = (spread: number) => [...edge(-spread), ...edge(spread).toReversed()].join(' ')
  return (
    <svg className={styles.sketch} viewBox="0 0 800 180" preserveAspectRatio="none" aria-hidden>
      <polygon points={area(11)} className={styles.sketchOuter} />
      <polygon points={area(5)} className={styles.sketchInner} />
      <line x1="0" x2="800" y1="78" y2="78" className={styles.sketchMiddle} />
      <line x1="0" x2="800" y1="142" y2="142" className={styles.sketchBarrier} />
    </svg>
  )
}
