import { useTranslation } from 'react-i18next'
import { Dialog } from '@/ui/Dialog'
import styles from './KeyboardHelp.module.css'

const PAGES = [
  ['t', 'trade'],
  ['c', 'cover'],
  ['f', 'fund'],
  ['s', 'system'],
  ['a', 'account'],
] as const

/** Which keys do what. */
export function KeyboardHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')} closeLabel={t('close')}>
      <h3 className={styles.group}>{t('keys.anywhere')}</h3>
      <dl className={styles.keys}>
        {PAGES.map(([key, page]) => (
          <Line key={key} keys={['g', key]} does={t('keys.go', { page: t(`nav.${page}`) })} />
        ))}
        <Line keys={['/']} does={t('keys.search')} />
        <Line keys={['g', 'd']} does={t('keys.theme')} />
        <Line keys={['?']} does={t('keys.help')} />
        <Line keys={['Esc']} does={t('keys.close')} />
      </dl>
      <h3 className={styles.group}>{t('keys.trading')}</h3>
      <dl className={styles.keys}>
        <Line keys={['b', 's']} does={t('keys.side')} />
      </dl>
    </Dialog>
  )
}

function Line({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  )
}
