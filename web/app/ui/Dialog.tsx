import { useEffect, useId, useRef, type ReactNode } from 'react'
import { classes } from '@/util/classes'
import { Button } from './Button'
import styles from './Dialog.module.css'
import { Cross } from './icons'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** Words for the button that closes it. */
  closeLabel: string
  /** Buttons at the bottom. */
  actions?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** The title is only said. */
  titleHidden?: boolean
  children: ReactNode
}

/**
 * The browser's own dialog: it keeps the focus inside, Escape closes it, and the focus returns to
 * where it was. What is inside is made anew each time that it opens.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

function OpenDialog(props: DialogProps) {
  const { onClose, title, closeLabel, actions, size = 'sm', titleHidden, children } = props
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    // A form begins at its first field; without one the browser's choice, the first button, holds.
    shown?.querySelector<HTMLElement>('input:not(:disabled), select, textarea')?.focus()
    return () => {
      shown?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape is the key
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={classes(styles.dialog, styles[size])}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className={styles.inside}>
        <header className={titleHidden ? 'hidden-visually' : styles.head}>
          <h2 id={id}>{title}</h2>
          <Button
            kind="quiet"
            size="sm"
            icon={<Cross />}
            aria-label={closeLabel}
            onClick={onClose}
          />
        </header>
        <div className={titleHidden ? undefined : styles.body}>{children}</div>
        {actions != null && <footer className={styles.actions}>{actions}</footer>}
      </div>
    </dialog>
  )
}
