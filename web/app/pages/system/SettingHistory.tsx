import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { WhyForm } from '@/forms/WhyForm'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Time } from '@/ui/Figures'
import { settingHistoryQuery } from './queries'
import styles from './System.module.css'

/** Every version of a setting, each against the one before it, and the way back. */
export function SettingHistory({ name, mayChange }: { name: string; mayChange: boolean }) {
  const { t } = useTranslation('system')
  const history = useQuery(settingHistoryQuery(name))
  const [back, setBack] = useState<Schema<'Setting'> | null>(null)
  if (back) {
    return (
      <WhyForm
        text={t('settings.rollbackText', { value: back.value })}
        label={t('settings.why')}
        missing={t('settings.whyMissing')}
        send={t('settings.rollback', { version: back.version })}
        done={t('settings.rolled', { value: back.value })}
        refresh={[['settings'], ['setting-history', name]]}
        ask={(why) =>
          ask(
            api.POST('/api/v1/settings/{name}/rollback', {
              params: { path: { name } },
              body: { version: back.version, why },
            }),
          )
        }
        onDone={() => setBack(null)}
      />
    )
  }
  return (
    <Loaded query={history} lines={4}>
      {(data) => (
        <ol className={styles.versions}>
          {data.settings.map((version, at) => {
            const before = data.settings[at + 1]
            return (
              <li key={version.version}>
                <span className={styles.versionNumber}>v{version.version}</span>
                <div>
                  <p className={styles.versionValue}>
                    {before && before.value !== version.value && (
                      <span className={styles.was}>− {before.value}</span>
                    )}
                    <span className={styles.is}>
                      {before && before.value !== version.value ? '+ ' : ''}
                      {version.value}
                    </span>
                    {at === 0 && <Badge tone="info">{t('settings.present')}</Badge>}
                  </p>
                  <p className={styles.faint}>
                    <Time at={version.changedAt} /> {t('settings.by', { who: version.changedBy })}
                  </p>
                  {version.why !== '' && <p>{version.why}</p>}
                </div>
                {mayChange && at > 0 && version.value !== data.settings[0]?.value && (
                  <Button size="sm" onClick={() => setBack(version)}>
                    {t('settings.rollback', { version: version.version })}
                  </Button>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </Loaded>
  )
}
