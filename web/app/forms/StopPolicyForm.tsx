import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import type { Position } from '@/live/shapes'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { say } from '@/ui/Toast'
import { decimal, percent, sign, written } from '@/util/decimal'
import styles from './DeskForm.module.css'
import { useForm } from './useForm'

export interface StopPolicyFormProps {
  position: Position
  places: number
  policies: readonly Schema<'StopPolicy'>[]
  onDone: () => void
}

/** How the positions of a symbol, or of all, are protected by a stop. */
export function StopPolicyForm({ position, places, policies, onDone }: StopPolicyFormProps) {
  const { t } = useTranslation(['desk', 'ticket'])
  const client = useQueryClient()
  const { account, symbol } = position
  const own = policies.find((policy) => policy.symbol === symbol)
  const present = own ?? policies.find((policy) => policy.symbol == null)
  const done = async (title: string, text?: string) => {
    say({ tone: 'good', title, ...(text === undefined ? {} : { text }) })
    await client.invalidateQueries({ queryKey: ['protection', account] })
    onDone()
  }
  const form = useForm({
    initial: {
      distance: present ? (percent(present.distance) ?? '') : '2',
      source: present?.source ?? ('MARK' as Schema<'TriggerSource'>),
      scope: present && !own ? ('all' as const) : ('symbol' as 'symbol' | 'all'),
      verifyWithinMillis: String((present?.verifyWithinMillis ?? 5_000) / 1000),
    },
    check: (values) => ({
      ...(isPositive(values.distance) ? {} : { distance: t('ticket:fault.positive') }),
      ...(isPositive(values.verifyWithinMillis)
        ? {}
        : { verifyWithinMillis: t('ticket:fault.positive') }),
    }),
    send: async (values) => {
      await ask(
        api.PUT('/api/v1/trading/accounts/{account}/stop-policy', {
          params: { path: { account } },
          body: {
            symbol: values.scope === 'all' ? null : symbol,
            distance: decimal(values.distance)?.div(100).toFixed() ?? '',
            source: values.source,
            verifyWithinMillis: Math.round(Number(values.verifyWithinMillis) * 1000),
          },
        }),
      )
      await done(t('protect.done'), t('protect.doneText'))
    },
  })
  const at = stopAt(position, form.values.distance)
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <p className={styles.text}>{t('protect.text')}</p>
      <Field
        label={t('protect.distance')}
        numeric
        trail="%"
        value={form.values.distance}
        error={form.error('distance')}
        hint={at === null ? undefined : t('protect.at', { price: written(at, { places }) })}
        onChange={(event) => form.set('distance', event.target.value)}
      />
      <div className={styles.pair}>
        <Select
          label={t('protect.source')}
          value={form.values.source}
          options={(['MARK', 'LAST'] as const).map((value) => ({
            value,
            label: t(`ticket:trigger.${value}`),
          }))}
          error={form.error('source')}
          onChange={(source) => form.set('source', source)}
        />
        <Field
          label={t('protect.verify')}
          numeric
          trail={t('protect.seconds')}
          value={form.values.verifyWithinMillis}
          error={form.error('verifyWithinMillis')}
          onChange={(event) => form.set('verifyWithinMillis', event.target.value)}
        />
      </div>
      <Select
        label={t('protect.scope')}
        value={form.values.scope}
        options={[
          { value: 'symbol', label: t('protect.thisSymbol', { symbol }) },
          { value: 'all', label: t('protect.everySymbol') },
        ]}
        onChange={(scope) => form.set('scope', scope)}
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" size="lg" busy={form.busy}>
          {t(present ? 'protect.change' : 'protect.yes')}
        </Button>
        {present && <Remove policy={present} onDone={() => void done(t('protect.removed'))} />}
      </div>
    </form>
  )
}

function Remove({ policy, onDone }: { policy: Schema<'StopPolicy'>; onDone: () => void }) {
  const { t } = useTranslation('desk')
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await ask(
        api.DELETE('/api/v1/trading/accounts/{account}/stop-policy', {
          params: {
            path: { account: policy.account },
            query: policy.symbol == null ? {} : { symbol: policy.symbol },
          },
        }),
      )
      onDone()
    } catch (thrown) {
      say({ tone: 'bad', title: words(thrown, t) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind="danger" size="lg" busy={busy} onClick={() => void remove()}>
      {t('protect.remove')}
    </Button>
  )
}

function isPositive(text: string): boolean {
  return sign(text.trim()) > 0
}

/** Where the stop of this position would stand: so far from its entry price, on the bad side. */
function stopAt(position: Position, distance: string): string | null {
  const entry = decimal(position.entryPrice)
  const share = decimal(distance.trim())?.div(100)
  if (!entry || !share || share.lte(0) || share.gte(1)) return null
  return entry.minus(entry.times(share).times(sign(position.quantity))).toFixed()
}
