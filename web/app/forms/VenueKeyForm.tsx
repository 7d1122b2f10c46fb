import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { words } from '@/api/errors'
import { accountsQuery, instrumentsQuery, venueKeysQuery } from '@/api/queries'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { say } from '@/ui/Toast'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

const VENUES = new Map([
  ['binance', 'Binance'],
  ['okx', 'OKX'],
  ['bybit', 'Bybit'],
])

const EMPTY = {
  venue: 'binance',
  label: '',
  key: '',
  secret: '',
  passphrase: '',
}

/** A venue key as it is typed in: the server asks the venue what it may do, then opens an account. */
export function VenueKeyForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account')
  const client = useQueryClient()
  const venues = useVenues()
  const form = useForm({
    initial: EMPTY,
    check: (values) => {
      const needed = ['label', 'key', 'secret', ...(values.venue === 'okx' ? ['passphrase'] : [])]
      return Object.fromEntries(
        needed
          .filter((field) => values[field as keyof typeof EMPTY].trim() === '')
          .map((field) => [field, t('keys.missing')]),
      )
    },
    send: async ({ passphrase, ...values }) => {
      const body = { ...values, passphrase: values.venue === 'okx' ? passphrase : null }
      const stored = await ask(api.POST('/api/v1/venue-keys', { body }))
      say({ tone: 'good', title: t('keys.stored'), text: t('keys.storedText') })
      if (stored.canTrade) await open(stored.id)
      await client.invalidateQueries({ queryKey: venueKeysQuery.queryKey })
      onDone()
    },
  })
  const open = async (venueKey: string) => {
    try {
      await ask(api.POST('/api/v1/trading/accounts', { body: { venueKey } }))
      await client.invalidateQueries({ queryKey: accountsQuery.queryKey })
    } catch (thrown) {
      // The key is stored; its line has a button that tries again.
      say({ tone: 'bad', title: words(thrown, t) })
    }
  }
  const text = (field: 'label' | 'key' | 'secret' | 'passphrase') => ({
    name: field,
    value: form.values[field],
    error: form.error(field),
    onChange: (event: { target: { value: string } }) => form.set(field, event.target.value),
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <Select
        label={t('keys.venue')}
        options={venues}
        value={form.values.venue}
        error={form.error('venue')}
        onChange={(venue) => form.set('venue', venue)}
      />
      <Field label={t('keys.label')} hint={t('keys.labelHint')} maxLength={60} {...text('label')} />
      <Field label={t('keys.key')} autoCapitalize="none" {...text('key')} />
      <Field
        label={t('keys.secret')}
        type="password"
        autoComplete="new-password"
        {...text('secret')}
      />
      {form.values.venue === 'okx' && (
        <Field
          label={t('keys.passphrase')}
          type="password"
          autoComplete="new-password"
          {...text('passphrase')}
        />
      )}
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" type="submit" size="lg" wide busy={form.busy}>
        {t('keys.send')}
      </Button>
    </form>
  )
}

/** The three that everybody has, and whatever else this desk trades at, as a simulated exchange. */
function useVenues(): { value: string; label: string }[] {
  const instruments = useQuery(instrumentsQuery)
  const names = new Set(VENUES.keys())
  for (const { venue } of instruments.data?.instruments ?? []) names.add(venue)
  return [...names].map((value) => ({ value, label: VENUES.get(value) ?? value }))
}
