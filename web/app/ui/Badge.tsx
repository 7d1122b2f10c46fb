import type { ReactNode } from 'react'
import { classes } from '@/util/classes'
import styles from './Badge.module.css'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'cover' | 'accent'

/** A word on a coloured ground; the word says it, the colour only helps. */
export function Badge(props: { tone?: Tone; dot?: boolean; title?: string; children: ReactNode }) {
  const { tone = 'plain', dot, title, children } = props
  return (
    <span className={classes(styles.badge, styles[tone])} title={title}>
      {dot && <span className={styles.dot} aria-hidden />}
      {children}
    </span>
  )
}
