import styles from './Spinner.module.css'

/** Something is on its way. Beside it stand words that say what. */
export function Spinner({ size = 14 }: { size?: number }) {
  return (
    <svg className={styles.spinner} width={size} height={size} viewBox="0 0 16 16" aria-hidden>
      <circle cx="8" cy="8" r="6.5" className={styles.track} />
      <path d="M8 1.500a6.5 6.5 0 0 1 6.5 6.5" className={styles.head} />
    </svg>
  )
}

/** The place of something that is not there yet, as large as it will be. */
export function Skeleton({ lines = 1, height = 14 }: { lines?: number; height?: number }) {
  return (
    <span className={styles.skeleton} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines are all the same
        <span key={line} style={{ height, width: `${100 - ((line * 23) % 45)}%` }} />
      ))}
    </span>
  )
}
