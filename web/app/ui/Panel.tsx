import { useId, type ReactNode } from 'react'
import { classes } from '@/util/classes'
import styles from './Panel.module.css'

export interface PanelProps {
  title?: ReactNode
  /** Words under the title. */
  about?: ReactNode
  /** Buttons at the end of the title's row. */
  end?: ReactNode
  /** Without room around what is inside: for tables and charts. */
  flush?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A part of a page, with a title and a frame. */
export function Panel({ title, about, end, flush, className, children }: PanelProps) {
  const id = useId()
  return (
    <section
      className={classes(styles.panel, className)}
      aria-labelledby={title == null ? undefined : id}
    >
      {(title != null || end != null) && (
        <header className={styles.head}>
          <div>
            {title != null && <h2 id={id}>{title}</h2>}
            {about != null && <p>{about}</p>}
          </div>
          {end != null && <div className={styles.end}>{end}</div>}
        </header>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  )
}

/** A number with its name above and what it means below. */
export function Figure(props: { label: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
      {props.note != null && <dd className={styles.note}>{props.note}</dd>}
    </div>
  )
}

/** Several {@link Figure}s beside each other. */
export function Figures({
  children,
  className,
}: {
  children: ReactNode
  className?: string | undefined
}) {
  return <dl className={classes(styles.figures, className)}>{children}</dl>
}

/** A name and a value on one line, a list of them under each other. */
export function Facts(props: { rows: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {props.rows.map(([name, value], at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the rows of one list keep their order
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
