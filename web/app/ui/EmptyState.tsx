import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  icon?: ReactNode
  title: ReactNode
  text?: ReactNode
  action?: ReactNode
  /** Less room, for inside a table. */
  small?: boolean
}

/** There is nothing here, why, and what one can do about it. */
export function EmptyState({ icon, title, text, action, small }: EmptyStateProps) {
  return (
    <div className={small ? styles.small : styles.empty}>
      {icon != null && <span className={styles.icon}>{icon}</span>}
      <p className={styles.title}>{title}</p>
      {text != null && <p className={styles.text}>{text}</p>}
      {action != null && <div className={styles.action}>{action}</div>}
    </div>
  )
}

/** Something has to be known that is not an error of a field. */
export function Notice(props: {
  tone?: 'info' | 'warn' | 'bad' | 'good'
  title?: ReactNode
  children?: ReactNode
  end?: ReactNode
}) {
  const { tone = 'info', title, children, end } = props
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'bad' ? 'alert' : undefined}>
      <div>
        {title != null && <p className={styles.noticeTitle}>{title}</p>}
        {children != null && <div className={styles.noticeText}>{children}</div>}
      </div>
      {end != null && <div>{end}</div>}
    </div>
  )
}
