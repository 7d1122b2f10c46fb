import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { preferencesQuery } from '@/api/queries'
import { Loaded } from '@/components/Loaded'
import { PreferencesForm } from '@/forms/PreferencesForm'
import { chooseLanguage } from '@/i18n/i18n'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import type { Language, Theme } from '@/util/preferences'
import { useTheme } from '@/util/theme'
import styles from './Account.module.css'

const THEMES: readonly Theme[] = ['system', 'dark', 'light']
const LANGUAGES: readonly Language[] = ['en', 'zh']

/** How the desk looks in this browser, and how messages reach the person. */
export function Preferences() {
  const { t, i18n } = useTranslation(['account', 'common'])
  const { theme, choose } = useTheme()
  const preferences = useQuery(preferencesQuery)
  return (
    <div className={styles.columns}>
      <Panel title={t('preferences.looks')} about={t('preferences.looksAbout')}>
        <div className={styles.stack}>
          <Select
            label={t('common:theme.label')}
            value={theme}
            options={THEMES.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
            onChange={choose}
          />
          <Select
            label={t('common:language.label')}
            value={i18n.language === 'zh' ? 'zh' : 'en'}
            options={LANGUAGES.map((value) => ({ value, label: t(`common:language.${value}`) }))}
            onChange={(language) => void chooseLanguage(language)}
          />
        </div>
      </Panel>
      <Panel title={t('preferences.messages')} about={t('preferences.messagesAbout')}>
        <Loaded query={preferences}>{(data) => <PreferencesForm present={data} />}</Loaded>
      </Panel>
    </div>
  )
}
