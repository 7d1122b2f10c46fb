import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '@/util/classes'
import styles from './Page.module.css'

export interface PageProps {
  title: string
  /** Words under the title. */
  lead?: ReactNode
  /** Buttons and figures at the end of the title's row. */
  end?: ReactNode
  /** Without title and room around, as high as the window: for the trade page. */
  full?: boolean
  className?: string
  children: ReactNode
}

/** What every page stands in: its title is the window's and is what readers hear first. */
export function Page({ title, lead, end, full, className, children }: PageProps) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <main
      id="content"
      tabIndex={-1}
      className={classes(full ? styles.full : styles.page, className)}
    >
      {full ? (
        <h1 className="hidden-visually">{title}</h1>
      ) : (
        <header className={styles.head}>
          <div>
            <h1>{title}</h1>
            {lead != null && <p className={styles.lead}>{lead}</p>}
          </div>
          {end != null && <div className={styles.end}>{end}</div>}
        </header>
      )}
      {children}
    </main>
  )
}
