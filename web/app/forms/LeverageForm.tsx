import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { Tabs } from '@/ui/Tabs'
import { written } from '@/util/decimal'
import styles from './DeskForm.module.css'
import { useForm } from './useForm'

const STEPS = [1, 2, 3, 5, 10, 20, 50, 100] as const
const WARN_FROM = 20

export interface LeverageFormProps {
  account: string
  symbol: string
  leverage: number | null
  mode: Schema<'MarginMode'> | null
  onDone: () => void
}

/** Margin mode and leverage of one symbol, set at the venue. */
export function LeverageForm({ account, symbol, leverage, mode, onDone }: LeverageFormProps) {
  const { t } = useTranslation('ticket')
  const client = useQueryClient()
  const form = useForm({
    initial: { leverage: String(leverage ?? 5), marginMode: mode ?? ('ISOLATED' as const) },
    check: (values) =>
      /^\d{1,3}$/.test(values.leverage.trim()) && Number(values.leverage) > 0
        ? {}
        : { leverage: t('fault.number') },
    send: async (values) => {
      await ask(
        api.PUT('/api/v1/trading/accounts/{account}/leverage', {
          params: { path: { account } },
          body: { symbol, marginMode: values.marginMode, leverage: Number(values.leverage) },
        }),
      )
      say({
        tone: 'good',
        title: t('leverage.done', {
          symbol,
          mode: t(`leverage.${values.marginMode}`),
          leverage: values.leverage,
        }),
      })
      void client.invalidateQueries({ queryKey: ['preview'] })
      onDone()
    },
  })
  const chosen = Number(form.values.leverage)
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <div className={styles.field}>
        <span className={styles.label}>{t('leverage.mode')}</span>
        <Tabs
          label={t('leverage.mode')}
          look="segment"
          tabs={(['ISOLATED', 'CROSS'] as const).map((value) => ({
            value,
            label: t(`leverage.${value}`),
          }))}
          value={form.values.marginMode}
          onChange={(value) => form.set('marginMode', value)}
        />
        <p className={styles.hint}>{t(`leverage.why${form.values.marginMode}`)}</p>
      </div>
      <Field
        label={t('leverage.value')}
        numeric
        trail="×"
        value={form.values.leverage}
        error={form.error('leverage')}
        onChange={(event) => form.set('leverage', event.target.value)}
      />
      <div className={styles.steps} role="group" aria-label={t('leverage.value')}>
        {STEPS.map((step) => (
          <Button
            key={step}
            size="sm"
            aria-pressed={chosen === step}
            onClick={() => form.set('leverage', String(step))}
          >
            {step}×
          </Button>
        ))}
      </div>
      {chosen >= WARN_FROM && (
        <Notice tone="warn">
          {t('leverage.warn', {
            leverage: form.values.leverage,
            percent: written(100 / chosen, { placesMax: 1 }),
          })}
        </Notice>
      )}
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" type="submit" size="lg" wide busy={form.busy}>
        {t('leverage.send', { leverage: form.values.leverage })}
      </Button>
    </form>
  )
}
