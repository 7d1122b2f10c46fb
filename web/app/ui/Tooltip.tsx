import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { classes } from '@/util/classes'
import styles from './Tooltip.module.css'

type Side = 'top' | 'bottom' | 'right'

interface Place {
  left: number
  top: number
}

const GAP = 8

/** Words that appear beside something when it is pointed at or focused; said by readers too. */
export function Tooltip(props: { tip: ReactNode; side?: Side; children: ReactNode }) {
  const { tip, side = 'top', children } = props
  const id = useId()
  const around = useRef<HTMLSpanElement>(null)
  const box = useRef<HTMLSpanElement>(null)
  const [place, setPlace] = useState<Place | null>(null)
  const show = () => setPlace(placeOf(around.current, box.current, side))
  const hide = () => setPlace(null)
  const isShown = place !== null
  useEffect(() => {
    if (!isShown) return undefined
    // What it stands beside moves away under it.
    window.addEventListener('scroll', hide, { capture: true, passive: true })
    return () => window.removeEventListener('scroll', hide, { capture: true })
  }, [isShown])
  return (
    <span
      ref={around}
      className={styles.around}
      aria-describedby={id}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
    >
      {children}
      <span
        ref={box}
        role="tooltip"
        id={id}
        className={classes(styles.tip, isShown && styles.shown)}
        style={place ?? undefined}
      >
        {tip}
      </span>
    </span>
  )
}

/** Beside it, and never beyond the window's edge. */
function placeOf(around: Element | null, box: Element | null, side: Side): Place | null {
  if (!around || !box) return null
  const at = around.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const middle = at.left + at.width / 2 - width / 2
  const above = at.top - height - GAP
  const wanted: Record<Side, Place> = {
    top: { left: middle, top: above < GAP ? at.bottom + GAP : above },
    bottom: { left: middle, top: at.bottom + GAP },
    right: { left: at.right + GAP, top: at.top + at.height / 2 - height / 2 },
  }
  const { left, top } = wanted[side]
  const within = (value: number, most: number) => Math.max(GAP, Math.min(value, most - GAP))
  return { left: within(left, innerWidth - width), top: within(top, innerHeight - height) }
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
