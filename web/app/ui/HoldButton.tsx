import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classes } from '@/util/classes'
import styles from './HoldButton.module.css'

export interface HoldButtonProps {
  /** How long it has to be held. */
  holdMs?: number
  busy?: boolean
  disabled?: boolean
  children: ReactNode
  /** Shown while it is held. */
  holding: ReactNode
  onHeld: () => void
}

const HOLD_KEYS = new Set([' ', 'Enter'])

/** For what cannot be undone: it acts only when it is held, by pointer or by key. */
export function HoldButton(props: HoldButtonProps) {
  const { holdMs = 1_500, busy, disabled, children, holding, onHeld } = props
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const release = () => {
    clearTimeout(timer.current)
    setHeld(false)
  }
  const hold = () => {
    if (busy || disabled || held) return
    setHeld(true)
    timer.current = setTimeout(() => {
      setHeld(false)
      onHeld()
    }, holdMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const byKey = (event: KeyboardEvent, act: () => void) => {
    if (!HOLD_KEYS.has(event.key)) return
    event.preventDefault()
    act()
  }
  return (
    <button
      type="button"
      className={classes(styles.button, held && styles.held)}
      disabled={busy || disabled}
      aria-busy={busy || undefined}
      onPointerDown={(event) => {
        if (event.button === 0) hold()
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => byKey(event, hold)}
      onKeyUp={(event) => byKey(event, release)}
    >
      <span className={styles.fill} style={{ transitionDuration: `${held ? holdMs : 150}ms` }} />
      <span className={styles.words}>{held ? holding : children}</span>
    </button>
  )
}
