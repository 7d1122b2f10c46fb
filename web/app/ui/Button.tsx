import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classes } from '@/util/classes'
import styles from './Button.module.css'
import { Spinner } from './Spinner'

export type ButtonKind = 'primary' | 'normal' | 'quiet' | 'buy' | 'sell' | 'danger'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind
  size?: 'sm' | 'md' | 'lg'
  icon?: ReactNode
  /** Something is on its way: a spinner is shown and nothing can be pressed. */
  busy?: boolean
  wide?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button(props: ButtonProps) {
  const { kind = 'normal', size = 'md', icon, busy, wide, className, children, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
      className={classes(
        styles.button,
        styles[kind],
        styles[size],
        wide && styles.wide,
        children == null && styles.square,
        className,
      )}
    >
      {busy ? <Spinner /> : icon}
      {children != null && <span className={styles.words}>{children}</span>}
    </button>
  )
}
