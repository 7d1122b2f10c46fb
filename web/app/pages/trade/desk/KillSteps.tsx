import { useTranslation } from 'react-i18next'
import { Alert, Check } from '@/ui/icons'
import { Spinner } from '@/ui/Spinner'
import { classes } from '@/util/classes'
import styles from './Kill.module.css'
import type { StepState } from './kills'

export interface StepWords {
  key: 'STOP' | 'CANCEL' | 'FLATTEN' | 'VERIFY' | 'ARM' | 'DONE'
  text: string
  state?: StepState
}

/** The steps of the kill switch under each other: what will be done, or how far it is. */
export function KillSteps({ steps }: { steps: readonly StepWords[] }) {
  const { t } = useTranslation('desk')
  return (
    <ol className={styles.steps}>
      {steps.map(({ key, text, state }, at) => (
        <li key={key} className={classes(styles.step, state && styles[state])}>
          <span className={styles.sign} aria-hidden>
            {state === 'done' ? (
              <Check size={13} />
            ) : state === 'now' ? (
              <Spinner />
            ) : state === 'failed' ? (
              <Alert size={13} />
            ) : (
              at + 1
            )}
          </span>
          <p>
            <strong>{t(`kill.${key}`)} </strong>
            {text}
          </p>
        </li>
      ))}
    </ol>
  )
}
