import { useTranslation } from 'react-i18next'
import { useLiveState } from '@/live/live'
import { classes } from '@/util/classes'
import { Tooltip } from '@/ui/Tooltip'
import styles from './ConnectionState.module.css'

/** Whether the stream is live, in a word with a dot; stands in the header. */
export function ConnectionState() {
  const { t } = useTranslation()
  const state = useLiveState()
  return (
    <Tooltip tip={t(`live.${state}Why`)} side="bottom">
      <span className={classes(styles.state, styles[state])} role="status">
        <span className={styles.dot} aria-hidden />
        <span className={styles.word}>{t(`live.${state}`)}</span>
      </span>
    </Tooltip>
  )
}

/** Beside a live number or a panel of them: nothing while it is live, a word when it is not. */
export function Staleness() {
  const { t } = useTranslation()
  const state = useLiveState()
  if (state === 'live') return null
  return (
    <span className={classes(styles.state, styles[state])} title={t(`live.${state}Why`)}>
      <span className={styles.dot} aria-hidden />
      {t(`live.${state}`)}
    </span>
  )
}
