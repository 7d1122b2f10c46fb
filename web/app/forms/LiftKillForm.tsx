import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import styles from './DeskForm.module.css'
import { useForm } from './useForm'

/** Lets the scope of a kill trade again, for a reason. */
export function LiftKillForm({ kill }: { kill: Schema<'Kill'> }) {
  const { t } = useTranslation(['desk', 'ticket'])
  const client = useQueryClient()
  const running = kill.state === 'RUNNING'
  const form = useForm({
    initial: { why: '', unfinished: false },
    check: (values): { why?: string } =>
      values.why.trim() === '' ? { why: t('ticket:fault.needed') } : {},
    send: async (values) => {
      await ask(
        api.POST('/api/v1/trading/kills/{kill}/lift', {
          params: { path: { kill: kill.kill } },
          body: { why: values.why.trim(), ...(values.unfinished ? { unfinished: true } : {}) },
        }),
      )
      say({ tone: 'good', title: t('kill.lifted') })
      await client.invalidateQueries({ queryKey: ['kills'] })
      void client.invalidateQueries({ queryKey: ['preview'] })
    },
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <div className={styles.field}>
        <h3>{t('kill.liftTitle')}</h3>
        <p className={styles.text}>{t('kill.liftText')}</p>
      </div>
      <Field
        label={t('kill.liftWhy')}
        value={form.values.why}
        error={form.error('why')}
        maxLength={500}
        onChange={(event) => form.set('why', event.target.value)}
      />
      {running && (
        <Checkbox
          label={t('kill.unfinished')}
          checked={form.values.unfinished}
          onChange={(unfinished) => form.set('unfinished', unfinished)}
        />
      )}
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button type="submit" size="lg" wide busy={form.busy}>
        {t('kill.lift')}
      </Button>
    </form>
  )
}
