import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import type { Order } from '@/live/shapes'
import { useOrders } from '@/pages/trade/stores'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Check, Cross } from '@/ui/icons'
import { say } from '@/ui/Toast'
import { classes } from '@/util/classes'
import { decimal } from '@/util/decimal'
import styles from './AmendOrderForm.module.css'
import { useForm } from './useForm'

/** Changes an open order where it stands; what is not changed is not sent. */
export function AmendOrderForm(props: { order: Order; compact: boolean; onDone: () => void }) {
  const { t } = useTranslation(['desk', 'ticket', 'common'])
  const { order, compact, onDone } = props
  const before = {
    quantity: order.quantity,
    price: order.price ?? '',
    triggerPrice: order.trigger?.price ?? '',
  }
  const fields = (['quantity', 'price', 'triggerPrice'] as const).filter(
    (field) => field === 'quantity' || before[field] !== '',
  )
  const form = useForm({
    initial: before,
    check: (values) =>
      Object.fromEntries(
        fields
          .filter((field) => !decimal(plain(values[field]))?.gt(0))
          .map((field) => [field, t('ticket:fault.positive')]),
      ),
    send: async (values) => {
      const changed = fields.filter((field) => plain(values[field]) !== before[field])
      if (changed.length > 0) {
        const after = await ask(
          api.PUT('/api/v1/trading/orders/{order}', {
            params: { path: { order: order.order } },
            body: Object.fromEntries(changed.map((field) => [field, plain(values[field])])),
          }),
        )
        useOrders.push({ kind: 'order', order: after })
        say({
          tone: after.state === 'UNKNOWN' ? 'info' : 'good',
          title:
            after.state === 'PENDING_UPDATE' || after.state === 'UNKNOWN'
              ? t(`orders.states.${after.state}`)
              : t('orders.changed'),
        })
      }
      onDone()
    },
  })
  const labels = {
    quantity: t('orders.quantity'),
    price: t('orders.price'),
    triggerPrice: t('orders.trigger'),
  }
  return (
    <form
      className={classes(styles.form, compact && styles.compact)}
      onSubmit={form.submit}
      noValidate
    >
      {fields.map((field, at) => (
        <Field
          key={field}
          label={labels[field]}
          numeric
          lead={compact ? labels[field] : undefined}
          labelHidden={compact}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked to change it
          autoFocus={at === 0}
          value={form.values[field]}
          error={form.error(field)}
          onChange={(event) => form.set(field, event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onDone()
          }}
        />
      ))}
      <span className={styles.buttons}>
        <Button
          kind="primary"
          size="sm"
          type="submit"
          icon={<Check />}
          busy={form.busy}
          aria-label={t('orders.save')}
        />
        <Button size="sm" icon={<Cross />} aria-label={t('common:cancel')} onClick={onDone} />
      </span>
      {form.formError !== null && (
        <p className={styles.error} role="alert">
          {form.formError}
        </p>
      )}
    </form>
  )
}

function plain(text: string): string {
  return text.trim().replaceAll(',', '')
}
