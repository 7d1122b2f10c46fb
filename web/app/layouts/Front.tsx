import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageMenu, ThemeButton } from '@/components/Appearance'
import { Check, Mark } from '@/ui/icons'
import styles from './Front.module.css'
import { PathsPicture } from './PathsPicture'

const POINTS = ['one', 'two', 'three'] as const

/** What is seen by who is not logged in: what this is, and a form. */
export function Front(props: {
  title: string
  lead: string
  children: ReactNode
  foot: ReactNode
}) {
  const { title, lead, children, foot } = props
  const { t } = useTranslation(['session', 'common'])
  useEffect(() => {
    document.title = `${title} · ${t('common:product')}`
  }, [title, t])
  return (
    <div className={styles.front}>
      <aside className={styles.claim}>
        <PathsPicture />
        <div className={styles.brand}>
          <Mark size={30} />
          LeverageGuard
        </div>
        <div className={styles.words}>
          <p className={styles.slogan}>{t('claim.title')}</p>
          <p className={styles.text}>{t('claim.text')}</p>
          <ul>
            {POINTS.map((point) => (
              <li key={point}>
                <Check />
                {t(`claim.${point}`)}
              </li>
            ))}
          </ul>
        </div>
      </aside>
      <main className={styles.main}>
        <div className={styles.corner}>
          <ThemeButton />
          <LanguageMenu />
        </div>
        <div className={styles.form}>
          <h1>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {children}
          <p className={styles.foot}>{foot}</p>
        </div>
      </main>
    </div>
  )
}
