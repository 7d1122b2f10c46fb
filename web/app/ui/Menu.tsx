import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import styles from './Menu.module.css'

export interface MenuProps {
  label: string
  /** What the button shows. */
  face: ReactNode
  buttonClass?: string | undefined
  /** What is inside; it is told how to close. */
  children: (close: () => void) => ReactNode
}

/** A button that opens a small box below itself; Escape and a press elsewhere close it. */
export function Menu({ label, face, buttonClass, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return undefined
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault()
        setOpen(false)
        button.current?.focus()
      }
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', escape, { capture: true })
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', escape, { capture: true })
    }
  }, [open])
  return (
    <div ref={box} className={styles.menu}>
      <button
        ref={button}
        type="button"
        className={buttonClass ?? styles.button}
        aria-label={label}
        aria-haspopup="true"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <div id={id} className={styles.box}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  )
}
