import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Check } from './icons'
import styles from './MenuItem.module.css'

export interface MenuItemProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: ReactNode
  /** Of several it is the one that holds. */
  chosen?: boolean
  /** Stands at the end: a key, a number. */
  end?: ReactNode
}

/** One line of a {@link Menu}. */
export function MenuItem({ icon, chosen, end, children, ...rest }: MenuItemProps) {
  return (
    <button
      type="button"
      {...rest}
      className={styles.item}
      {...(chosen === undefined ? {} : { 'aria-pressed': chosen })}
    >
      {icon}
      <span className={styles.words}>{children}</span>
      {chosen ? <Check /> : end}
    </button>
  )
}
