import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { differences } from './diff'
import styles from './System.module.css'

/** What changed between two JSON texts; whatever is in them is shown as text. */
export function DiffTable({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('system')
  const found = useMemo(() => differences(before, after), [before, after])
  const changed = found.filter(({ kind }) => kind !== 'same')
  const same = found.length - changed.length
  if (found.length === 0) return <p className={styles.faint}>{t('audit.nothing')}</p>
  return (
    <table className={styles.diff}>
      <thead>
        <tr>
          <th scope="col">{t('audit.changed')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((each) => (
          <tr key={each.path} data-kind={each.kind}>
            <th scope="row">{each.path || '–'}</th>
            <td className={styles.was}>{each.before !== null && `− ${each.before}`}</td>
            <td className={styles.is}>{each.after !== null && `+ ${each.after}`}</td>
          </tr>
        ))}
        {same > 0 && (
          <tr>
            <td colSpan={3} className={styles.faint}>
              {t('audit.same', { count: same })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
