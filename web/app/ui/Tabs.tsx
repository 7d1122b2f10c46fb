import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { classes } from '@/util/classes'
import styles from './Tabs.module.css'

export interface Tab<T extends string> {
  value: T
  label: ReactNode
  /** A small number behind the name. */
  count?: number | undefined
}

export interface TabsProps<T extends string> {
  label: string
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
  /** Lines under the names, or a box of segments. */
  look?: 'line' | 'segment'
  /** What the chosen tab shows; without it the tabs only choose. */
  children?: ReactNode
  /** Stands at the end of the row. */
  end?: ReactNode
  className?: string
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }

/** Tabs after the ARIA pattern: arrows move, one of them is in the tab order. */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, tabs, value, onChange, look = 'line', children, end, className } = props
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value)
    const step = STEPS[event.key]
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tabs.length - 1
          : step === undefined
            ? -1
            : (at + step + tabs.length) % tabs.length
    const next = tabs[to]
    if (next) {
      event.preventDefault()
      onChange(next.value)
      row.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[to]?.focus()
    }
  }
  return (
    <div className={classes(styles.tabs, className)}>
      <div className={styles.bar}>
        <div ref={row} role="tablist" aria-label={label} className={styles[look]}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              aria-selected={tab.value === value}
              aria-controls={children == null ? undefined : `${id}-panel`}
              tabIndex={tab.value === value ? 0 : -1}
              className={styles.tab}
              onClick={() => onChange(tab.value)}
              onKeyDown={move}
            >
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && (
                <span className={styles.count}>{tab.count}</span>
              )}
            </button>
          ))}
        </div>
        {end != null && <div className={styles.end}>{end}</div>}
      </div>
      {children != null && (
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${value}`}
          className={styles.panel}
        >
          {children}
        </div>
      )}
    </div>
  )
}
