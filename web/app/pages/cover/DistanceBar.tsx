import styles from './Cover.module.css'

/** How near a price is to where it must not go; full at a tenth away. */
const FULL = 0.1

export function DistanceBar({ share }: { share: number }) {
  const filled = Math.min(1, Math.max(0, share / FULL))
  const tone = filled < 0.15 ? 'bad' : filled < 0.4 ? 'warn' : 'good'
  return (
    <span className={styles.bar} data-tone={tone} aria-hidden>
      <i style={{ width: `${filled * 100}%` }} />
    </span>
  )
}
