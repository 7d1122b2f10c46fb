import { useId, type ReactNode } from 'react'
import styles from './Tooltip.module.css'

/** Words that appear beside something when it is pointed at or focused; said by readers too. */
export function Tooltip(props: {
  tip: ReactNode
  side?: 'top' | 'bottom' | 'right'
  children: ReactNode
}) {
  const { tip, side = 'top', children } = props
  const id = useId()
  return (
    <span className={styles.around} aria-describedby={id}>
      {children}
      <span role="tooltip" id={id} className={`${styles.tip} ${styles[side]}`}>
        {tip}
      </span>
    </span>
  )
}

/** A word with a dotted line that explains itself. */
export function Explained({ tip, children }: { tip: ReactNode; children: ReactNode }) {
  return (
    <Tooltip tip={tip}>
      <button type="button" className={styles.explained}>
        {children}
      </button>
    </Tooltip>
  )
}
