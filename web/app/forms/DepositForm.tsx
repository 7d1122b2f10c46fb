import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { useMay } from '@/api/roles'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { say } from '@/ui/Toast'
import { decimal } from '@/util/decimal'
import { newId } from '@/util/ids'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

/** Tells the fund that money will come: how much, what for, and how it will be recognised. */
export function DepositForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('fund')
  const client = useQueryClient()
  const mayProvide = useMay('PROVIDE_CAPITAL')
  const [id] = useState(newId)
  const form = useForm({
    initial: { amount: '', purpose: 'PREPAID' as Schema<'Purpose'>, reference: '' },
    check: ({ amount, reference }) => {
      const sum = decimal(amount.trim())
      return {
        ...(sum === null || sum.lte(0) ? { amount: t('deposit.amountWrong') } : {}),
        ...(reference.trim() === '' ? { reference: t('deposit.missing') } : {}),
      }
    },
    send: async ({ amount, purpose, reference }) => {
      await ask(
        api.POST('/api/v1/deposits', {
          body: {
            id,
            purpose,
            amount: { amount: amount.trim(), asset: 'USDT' },
            reference: reference.trim(),
          },
        }),
      )
      say({ tone: 'good', title: t('deposit.done'), text: t('deposit.doneText') })
      await client.invalidateQueries({ queryKey: ['deposits'] })
      onDone()
    },
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <p>{t('deposit.text')}</p>
      <Field
        label={t('deposit.amount')}
        numeric
        trail="USDT"
        value={form.values.amount}
        error={form.error('amount')}
        onChange={(event) => form.set('amount', event.target.value)}
      />
      {mayProvide && (
        <Select
          label={t('deposit.purpose')}
          value={form.values.purpose}
          options={(['PREPAID', 'CAPITAL'] as const).map((value) => ({
            value,
            label: t(`deposit.${value}`),
          }))}
          error={form.error('purpose')}
          onChange={(purpose) => form.set('purpose', purpose)}
        />
      )}
      <Field
        label={t('deposit.reference')}
        hint={t('deposit.referenceHint')}
        maxLength={200}
        value={form.values.reference}
        error={form.error('reference')}
        onChange={(event) => form.set('reference', event.target.value)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" type="submit" size="lg" wide busy={form.busy}>
        {t('deposit.send')}
      </Button>
    </form>
  )
}
