import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { accountsQuery } from '@/api/queries'
import { openOrders } from '@/live/orders'
import { KillSteps, type StepWords } from '@/pages/trade/desk/KillSteps'
import { useOrders, usePositions } from '@/pages/trade/stores'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { HoldButton } from '@/ui/HoldButton'
import { Select } from '@/ui/Select'
import { newId } from '@/util/ids'
import { written } from '@/util/decimal'
import styles from './DeskForm.module.css'
import { useForm } from './useForm'

type Kind = Schema<'KillKind'>

/** Says plainly what the kill switch will do, and does it when the button is held. */
export function KillForm({ account }: { account: string }) {
  const { t } = useTranslation(['desk', 'ticket'])
  const client = useQueryClient()
  // Held again after a lost answer it is the same use, not a second one.
  const [kill] = useState(() => newId())
  const [body, setBody] = useState<Schema<'StartKill'> | null>(null)
  const venue =
    useQuery(accountsQuery).data?.accounts.find((each) => each.account === account)?.venue ?? ''
  const form = useForm({
    initial: { kind: 'ACCOUNT' as Kind, strategy: '', why: t('kill.whyDefault') },
    check: (values) => ({
      ...(values.kind === 'STRATEGY' && values.strategy.trim() === ''
        ? { strategy: t('ticket:fault.needed') }
        : {}),
      ...(values.why.trim() === '' ? { why: t('ticket:fault.needed') } : {}),
    }),
    send: async ({ kind, strategy, why }) => {
      const wanted = {
        kind,
        why: why.trim(),
        ...(kind === 'ACCOUNT' ? { account } : {}),
        ...(kind === 'VENUE' ? { venue } : {}),
        ...(kind === 'STRATEGY' ? { strategy: strategy.trim() } : {}),
      }
      const isSame =
        body !== null && JSON.stringify({ ...body, kill }) === JSON.stringify({ ...wanted, kill })
      const command = { ...wanted, kill: body === null || isSame ? kill : newId() }
      setBody(command)
      await ask(api.POST('/api/v1/trading/kills', { body: command }))
      await client.invalidateQueries({ queryKey: ['kills'] })
    },
  })
  const { kind } = form.values
  const steps = usePlan(account, kind, form.values.strategy.trim())
  return (
    <div className={styles.form}>
      <Select
        label={t('kill.scope')}
        value={kind}
        options={(['ACCOUNT', 'VENUE', 'ALL', 'STRATEGY'] as const).map((value) => ({
          value,
          label: t(`kill.${value}`, { venue }),
        }))}
        onChange={(value) => form.set('kind', value)}
        error={form.error('kind')}
      />
      {kind === 'STRATEGY' && (
        <Field
          label={t('kill.strategy')}
          value={form.values.strategy}
          error={form.error('strategy')}
          onChange={(event) => form.set('strategy', event.target.value)}
        />
      )}
      <div className={styles.field}>
        <h3>{t('kill.will')}</h3>
        <KillSteps steps={steps} />
        <p className={styles.text}>{t('kill.after')}</p>
      </div>
      <Notice tone="warn">{t('kill.losses')}</Notice>
      <Field
        label={t('kill.why')}
        hint={t('kill.whyHint')}
        value={form.values.why}
        error={form.error('why')}
        maxLength={500}
        onChange={(event) => form.set('why', event.target.value)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <div className={styles.field}>
        <HoldButton busy={form.busy} holding={t('kill.holding')} onHeld={() => form.submit()}>
          {t('kill.hold')}
        </HoldButton>
        <p className={styles.hint}>{t('kill.holdHint')}</p>
      </div>
    </div>
  )
}

/** What would be done now, with what is known to be open. */
function usePlan(account: string, kind: Kind, strategy: string): StepWords[] {
  const { t } = useTranslation(['desk', 'ticket'])
  const all = useOrders()
  const held = usePositions((state) => state.positions)
  const venues = useQuery(accountsQuery).data?.accounts ?? []
  const venue = venues.find((each) => each.account === account)?.venue
  const accounts = new Set(
    venues
      .filter(
        (each) =>
          kind === 'ALL' ||
          kind === 'STRATEGY' ||
          (kind === 'VENUE' ? each.venue === venue : each.account === account),
      )
      .map((each) => each.account),
  )
  const orders = openOrders(all).filter(
    (each) => accounts.has(each.account) && (kind !== 'STRATEGY' || each.strategy === strategy),
  )
  const positions = [...held.values()].filter((each) => accounts.has(each.account))
  const named = positions
    .map((each) => `${written(each.quantity, { signed: true })} ${each.symbol}`)
    .join(', ')
  return [
    { key: 'STOP', text: t('kill.closed') },
    {
      key: 'CANCEL',
      text:
        orders.length === 0 ? t('kill.cancelNone') : t('kill.cancelText', { count: orders.length }),
    },
    {
      key: 'FLATTEN',
      text: named === '' ? t('kill.flattenNone') : t('kill.flattenText', { positions: named }),
    },
    { key: 'VERIFY', text: t('kill.verifyText') },
    { key: 'ARM', text: t('kill.armText') },
  ]
}
