import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { useMay } from '@/api/roles'
import { Loaded } from '@/components/Loaded'
import { SettingForm } from '@/forms/SettingForm'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Time } from '@/ui/Figures'
import { Search } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { settingsQuery } from './queries'
import { SettingHistory } from './SettingHistory'
import styles from './System.module.css'

type Setting = Schema<'Setting'>
type Open = { what: 'edit' | 'history'; name: string } | null

/** What the desk runs by, with versions; changed with a reason, and never lost. */
export function Settings() {
  const { t } = useTranslation(['system', 'common'])
  const settings = useQuery(settingsQuery)
  const mayChange = useMay('CONFIGURE')
  const [wanted, setWanted] = useState('')
  const [open, setOpen] = useState<Open>(null)
  const setting = settings.data?.settings.find(({ name }) => name === open?.name)
  const close = () => setOpen(null)
  return (
    <Panel
      title={t('settings.title')}
      about={t('settings.about')}
      flush
      end={
        <Field
          label={t('settings.search')}
          labelHidden
          placeholder={t('settings.search')}
          lead={<Search />}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      }
    >
      {!mayChange && (
        <div className={styles.told}>
          <Notice>{t('settings.readOnly')}</Notice>
        </div>
      )}
      <Loaded query={settings} lines={10}>
        {(data) => (
          <ul className={styles.settings}>
            {data.settings
              .filter((each) => `${each.name} ${each.description}`.includes(wanted.toLowerCase()))
              .toSorted((a, b) => (a.name < b.name ? -1 : 1))
              .map((each) => (
                <Row key={each.name} setting={each} mayChange={mayChange} onOpen={setOpen} />
              ))}
          </ul>
        )}
      </Loaded>
      <Dialog
        open={open?.what === 'edit' && setting !== undefined}
        onClose={close}
        title={open?.name ?? ''}
        closeLabel={t('common:close')}
      >
        {setting && <SettingForm setting={setting} onDone={close} />}
      </Dialog>
      <Dialog
        open={open?.what === 'history'}
        onClose={close}
        title={open?.name ?? ''}
        closeLabel={t('common:close')}
        size="md"
      >
        {open && <SettingHistory name={open.name} mayChange={mayChange} />}
      </Dialog>
    </Panel>
  )
}

function Row(props: { setting: Setting; mayChange: boolean; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('system')
  const { setting, mayChange, onOpen } = props
  const { name } = setting
  return (
    <li>
      <div className={styles.settingName}>
        <code>{name}</code>
        <small>{setting.description}</small>
      </div>
      <strong className={styles.settingValue}>{setting.value}</strong>
      <div className={styles.settingWhen}>
        {setting.version > 1 ? (
          <>
            <span>
              v{setting.version} · <Time at={setting.changedAt} />
            </span>
            <small title={setting.why}>
              {t('settings.by', { who: setting.changedBy })} · {setting.why}
            </small>
          </>
        ) : (
          <small>{t('settings.original')}</small>
        )}
      </div>
      <span className={styles.actions}>
        <Button size="sm" kind="quiet" onClick={() => onOpen({ what: 'history', name })}>
          {t('settings.history')}
        </Button>
        {mayChange && (
          <Button size="sm" onClick={() => onOpen({ what: 'edit', name })}>
            {t('settings.edit')}
          </Button>
        )}
      </span>
    </li>
  )
}
