import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import type { Position } from '@/live/shapes'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { Tabs } from '@/ui/Tabs'
import { decimal } from '@/util/decimal'
import { newId } from '@/util/ids'
import styles from './DeskForm.module.css'
import { useForm } from './useForm'

const TONES: Record<Schema<'MarginState'>, 'good' | 'bad' | 'info'> = {
  DUE: 'info',
  SENT: 'info',
  UNKNOWN: 'info',
  DONE: 'good',
  REJECTED: 'bad',
}

/** Adds margin to an isolated position, or takes it. */
export function MarginForm(props: { position: Position; asset: string; onDone: () => void }) {
  const { t } = useTranslation(['desk', 'ticket'])
  const { position, asset, onDone } = props
  const { account, symbol } = position
  // The same id as long as the same is asked for: sent twice it is done once.
  const [ids] = useState(() => new Map<string, string>())
  const form = useForm({
    initial: { direction: 'add' as 'add' | 'take', amount: '' },
    check: (values): { amount?: string } => {
      const amount = decimal(values.amount.trim().replaceAll(',', ''))
      if (values.amount.trim() === '') return { amount: t('ticket:fault.needed') }
      if (amount === null) return { amount: t('ticket:fault.number') }
      return amount.gt(0) ? {} : { amount: t('ticket:fault.positive') }
    },
    send: async (values) => {
      const typed = values.amount.trim().replaceAll(',', '')
      const amount = values.direction === 'add' ? typed : `-${typed}`
      const change = ids.get(amount) ?? newId()
      ids.set(amount, change)
      const done = await ask(
        api.POST('/api/v1/trading/accounts/{account}/margin', {
          params: { path: { account } },
          body: { change, symbol, amount },
        }),
      )
      say({
        tone: TONES[done.state],
        title: t(`margin.${done.state}`),
        ...(done.words === '' ? {} : { text: done.words }),
      })
      onDone()
    },
  })
  const adds = form.values.direction === 'add'
  if (position.marginMode === 'CROSS') return <p className={styles.text}>{t('margin.cross')}</p>
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <Tabs
        label={t('margin.direction')}
        look="segment"
        tabs={[
          { value: 'add', label: t('margin.add') },
          { value: 'take', label: t('margin.take') },
        ]}
        value={form.values.direction}
        onChange={(direction) => form.set('direction', direction)}
      />
      <Field
        label={t('margin.amount')}
        numeric
        trail={asset}
        value={form.values.amount}
        error={form.error('amount')}
        hint={t(adds ? 'margin.addText' : 'margin.takeText')}
        onChange={(event) => form.set('amount', event.target.value)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind={adds ? 'primary' : 'danger'} type="submit" size="lg" wide busy={form.busy}>
        {t(adds ? 'margin.yesAdd' : 'margin.yesTake')}
      </Button>
    </form>
  )
}
