import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

const REASON_MAX = 1000

/** Approves or declines a claim, with the reason that its owner is told. */
export function ClaimDecisionForm({ claim }: { claim: string }) {
  const { t } = useTranslation('cover')
  const client = useQueryClient()
  const approve = useRef(false)
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }): { reason?: string } =>
      reason.trim() === '' || reason.length > REASON_MAX ? { reason: t('decide.missing') } : {},
    send: async ({ reason }) => {
      await ask(
        api.POST('/api/v1/claims/{claim}/decision', {
          params: { path: { claim } },
          body: { approve: approve.current, reason: reason.trim() },
        }),
      )
      say({ tone: 'good', title: t('decide.done') })
      await client.invalidateQueries({ queryKey: ['claim'] })
      await client.invalidateQueries({ queryKey: ['claim-timeline'] })
    },
  })
  const decide = (isApproved: boolean) => {
    approve.current = isApproved
    form.submit()
  }
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()} noValidate>
      <p>{t('decide.text')}</p>
      <Field
        label={t('decide.reason')}
        value={form.values.reason}
        error={form.error('reason')}
        onChange={(event) => form.set('reason', event.target.value)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <div className={styles.pair}>
        <Button kind="danger" wide busy={form.busy} onClick={() => decide(false)}>
          {t('decide.decline')}
        </Button>
        <Button kind="primary" wide busy={form.busy} onClick={() => decide(true)}>
          {t('decide.approve')}
        </Button>
      </div>
    </form>
  )
}
