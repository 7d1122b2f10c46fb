import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { asProblem, words } from '@/api/errors'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

const DECIMAL = /^-?\d+(\.\d+)?$/

/** Changes one setting, if it still is what the person saw. */
export function SettingForm(props: { setting: Schema<'Setting'>; onDone: () => void }) {
  const { t } = useTranslation(['system', 'problems'])
  const { setting, onDone } = props
  const client = useQueryClient()
  // The version that the person looked at; it follows only when they were told of a newer one.
  const [seen, setSeen] = useState(setting)
  const [wrong, setWrong] = useState<string | null>(null)
  const [moved, setMoved] = useState<Schema<'Setting'> | null>(null)
  const form = useForm({
    initial: { value: setting.value, why: '' },
    check: ({ value, why }) => ({
      ...(DECIMAL.test(value.trim())
        ? value.trim() === seen.value
          ? { value: t('settings.same') }
          : {}
        : { value: t('settings.valueWrong') }),
      ...(why.trim() === '' ? { why: t('settings.whyMissing') } : {}),
    }),
    send: async ({ value, why }) => {
      const { name } = setting
      setMoved(null)
      setWrong(null)
      try {
        const now = await ask(
          api.PUT('/api/v1/settings/{name}', {
            params: { path: { name } },
            body: { value: value.trim(), expectedVersion: seen.version, why: why.trim() },
          }),
        )
        say({ tone: 'good', title: t('settings.done', { name, value: now.value }) })
        await client.invalidateQueries({ queryKey: ['settings'] })
        await client.invalidateQueries({ queryKey: ['setting-history', name] })
        onDone()
      } catch (thrown) {
        const { code } = asProblem(thrown)
        if (code === 'setting_out_of_range') {
          setWrong(words(thrown, t))
          return
        }
        if (code !== 'setting_changed_meanwhile') throw thrown
        const present = await client.fetchQuery({
          queryKey: ['settings'],
          queryFn: () => ask(api.GET('/api/v1/settings')),
          staleTime: 0,
        })
        const found = present.settings.find((each) => each.name === name)
        if (!found) throw thrown
        setMoved(found)
        setSeen(found)
      }
    },
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <p>{setting.description}</p>
      <Field
        label={t('settings.new')}
        numeric
        hint={t('settings.now', { value: seen.value, version: seen.version })}
        value={form.values.value}
        error={form.error('value') ?? wrong}
        onChange={(event) => {
          setWrong(null)
          form.set('value', event.target.value)
        }}
      />
      <Field
        label={t('settings.why')}
        hint={t('settings.whyHint')}
        maxLength={500}
        value={form.values.why}
        error={form.error('why')}
        onChange={(event) => form.set('why', event.target.value)}
      />
      {moved && (
        <Notice tone="warn">
          {t('settings.moved', { value: moved.value, version: moved.version })}
        </Notice>
      )}
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" type="submit" size="lg" wide busy={form.busy}>
        {t('settings.send')}
      </Button>
    </form>
  )
}
