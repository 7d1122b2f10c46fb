import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ask } from '@/api/client'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { newId } from '@/util/ids'
import { paths } from '@/util/path-builder'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

/** A claim filed by hand: for the case that the desk did not notice the liquidation by itself. */
export function FileClaimForm({ policy, onDone }: { policy: string; onDone: () => void }) {
  const { t } = useTranslation('cover')
  const client = useQueryClient()
  const navigate = useNavigate()
  const [claim] = useState(newId)
  const form = useForm({
    initial: { venueOrderId: '', statement: '' },
    check: ({ venueOrderId }): { venueOrderId?: string } =>
      venueOrderId.trim() === '' ? { venueOrderId: t('file.missing') } : {},
    send: async ({ venueOrderId, statement }) => {
      await ask(
        api.POST('/api/v1/claims', {
          body: { claim, policy, venueOrderId: venueOrderId.trim(), statement },
        }),
      )
      say({ tone: 'good', title: t('file.done') })
      await client.invalidateQueries({ queryKey: ['claims'] })
      onDone()
      await navigate(paths.claim(claim))
    },
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <p>{t('file.text')}</p>
      <Field
        label={t('file.order')}
        value={form.values.venueOrderId}
        error={form.error('venueOrderId')}
        maxLength={64}
        onChange={(event) => form.set('venueOrderId', event.target.value)}
      />
      <Field
        label={t('file.statement')}
        value={form.values.statement}
        error={form.error('statement')}
        maxLength={2000}
        onChange={(event) => form.set('statement', event.target.value)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" type="submit" size="lg" wide busy={form.busy}>
        {t('file.send')}
      </Button>
    </form>
  )
}
