import { useTranslation } from 'react-i18next'
import { Percent } from '@/ui/Figures'
import { classes } from '@/util/classes'
import styles from './DistanceBar.module.css'

export type Band = 'critical' | 'danger' | 'watch' | 'calm' | 'none'

/** Which band a distance to liquidation, a share of the mark, lies in. */
export function bandOf(distance: string | null | undefined): Band {
  if (distance == null) return 'none'
  const share = Number(distance)
  if (share < 0.025) return 'critical'
  if (share < 0.05) return 'danger'
  return share < 0.1 ? 'watch' : 'calm'
}

/** Half of the bar is the first tenth: near liquidation a little matters, far from it not. */
export function place(distance: string | null | undefined): number {
  if (distance == null) return 1
  return Math.min(1, Math.sqrt(Math.max(0, Number(distance)) / FULL))
}

const FULL = 0.4

/**
 * How far a position is from liquidation: a number, a word, and a bar with bands. Before, if given,
 * is shown as a thin line, so that one sees what an order would change.
 */
export function DistanceBar(props: {
  distance: string | null | undefined
  before?: string | null | undefined
  /** Only bar and number, for a table. */
  small?: boolean
}) {
  const { t } = useTranslation('ticket')
  const { distance, before, small } = props
  const band = bandOf(distance)
  return (
    <div className={classes(styles.distance, styles[band], small && styles.small)}>
      <div className={styles.words}>
        <span className={styles.number}>
          {distance == null ? t('distance.none') : <Percent share={distance} />}
        </span>
        {distance != null && <span className={styles.band}>{t(`distance.${band}`)}</span>}
      </div>
      <div
        className={styles.bar}
        role="meter"
        aria-label={t('distance.label')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={distance == null ? 100 : Math.min(100, Number(distance) * 100)}
        title={t('distance.bands')}
      >
        <span className={styles.fill} style={{ width: `${place(distance) * 100}%` }} />
        <span className={styles.notch} style={{ left: `${place('0.025') * 100}%` }} />
        <span className={styles.notch} style={{ left: `${place('0.05') * 100}%` }} />
        <span className={styles.notch} style={{ left: `${place('0.1') * 100}%` }} />
        {before != null && (
          <span className={styles.before} style={{ left: `${place(before) * 100}%` }} />
        )}
      </div>
    </div>
  )
}
