import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { preferencesQuery } from '@/api/queries'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { say } from '@/ui/Toast'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

type Channel = Schema<'Channel'>

/** The language of messages and the ways they take. */
export function PreferencesForm({ present }: { present: Schema<'Preferences'> }) {
  const { t } = useTranslation(['account', 'common'])
  const client = useQueryClient()
  const form = useForm({
    initial: {
      language: present.language,
      channels: present.channels,
      webhook: present.webhook ?? '',
    },
    send: async ({ language, channels, webhook }) => {
      const isWanted = channels.includes('WEBHOOK')
      const body = { language, channels, webhook: isWanted ? webhook : null, webhookSecret: null }
      const kept = await ask(api.PUT('/api/v1/notification-preferences', { body }))
      client.setQueryData(preferencesQuery.queryKey, kept)
      say({ tone: 'good', title: t('common:saved') })
    },
  })
  const { channels } = form.values
  const channel = (name: Channel) => ({
    checked: channels.includes(name),
    onChange: (wanted: boolean) =>
      form.set('channels', wanted ? [...channels, name] : channels.filter((each) => each !== name)),
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <Select
        label={t('preferences.language')}
        value={form.values.language}
        options={[
          { value: 'EN', label: t('common:language.en') },
          { value: 'ZH', label: t('common:language.zh') },
        ]}
        error={form.error('language')}
        onChange={(language) => form.set('language', language)}
      />
      <Checkbox
        label={t('preferences.inbox')}
        hint={t('preferences.inboxHint')}
        checked
        disabled
        readOnly
      />
      <Checkbox
        label={t('preferences.stream')}
        hint={t('preferences.streamHint')}
        {...channel('STREAM')}
      />
      <Checkbox
        label={t('preferences.webhook')}
        hint={t('preferences.webhookHint')}
        {...channel('WEBHOOK')}
      />
      {channels.includes('WEBHOOK') && (
        <Field
          label={t('preferences.address')}
          type="url"
          placeholder="https://"
          value={form.values.webhook}
          error={form.error('webhook')}
          onChange={(event) => form.set('webhook', event.target.value)}
        />
      )}
      {present.webhookSecret != null && channels.includes('WEBHOOK') && (
        <Field
          label={t('preferences.secret')}
          hint={t('preferences.secretHint')}
          readOnly
          value={present.webhookSecret}
        />
      )}
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <div>
        <Button kind="primary" type="submit" busy={form.busy}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  )
}
