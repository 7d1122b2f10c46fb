import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

export interface WhyFormProps {
  text: string
  label: string
  missing: string
  send: string
  done: string
  kind?: 'primary' | 'danger'
  /** What is old afterwards. */
  refresh: readonly QueryKey[]
  ask: (why: string) => Promise<unknown>
  onDone: () => void
}

/** A step that needs nothing but the reason for it, which is kept in the audit trail. */
export function WhyForm(props: WhyFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({
    initial: { why: '' },
    check: ({ why }): { why?: string } => (why.trim() === '' ? { why: props.missing } : {}),
    send: async ({ why }) => {
      await props.ask(why.trim())
      say({ tone: 'good', title: props.done })
      await Promise.all(props.refresh.map((queryKey) => client.invalidateQueries({ queryKey })))
      props.onDone()
    },
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <p>{props.text}</p>
      <Field
        label={props.label}
        value={form.values.why}
        error={form.error('why')}
        maxLength={500}
        onChange={(event) => form.set('why', event.target.value)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <div className={styles.pair}>
        <Button onClick={props.onDone}>{t('cancel')}</Button>
        <Button kind={props.kind ?? 'primary'} type="submit" busy={form.busy}>
          {props.send}
        </Button>
      </div>
    </form>
  )
}
