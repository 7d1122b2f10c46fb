import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { Cross, Plus } from '@/ui/icons'
import { Select } from '@/ui/Select'
import { textOf } from './textOf'
import styles from './Ticket.module.css'
import { newLeg, withLinked, type Leg, type LegForm, type Linked } from './ticketState'
import type { TicketModel } from './useTicket'

const LINKED: readonly Linked[] = ['NONE', 'BRACKET', 'OCO', 'OUO', 'OTO']
const FORMS: readonly LegForm[] = [
  'MARKET',
  'LIMIT',
  'STOP',
  'STOP_LIMIT',
  'TOUCH',
  'TOUCH_LIMIT',
  'TRAILING',
]
/** A list has ten orders at most; the ticket's own is the first. */
const LEGS_MAX = 9

/** Whether others depend on the ticket's own order, and how. */
export function LinkedSelect({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  return (
    <Select
      label={t('linked.label')}
      value={ticket.state.linked}
      options={LINKED.map((value) => ({ value, label: t(`linked.${value}`) }))}
      onChange={(value) => ticket.change((before) => withLinked(before, value))}
      error={ticket.error('orders')}
    />
  )
}

/** Orders that depend on the ticket's own: exits, or others that are typed in. */
export function LinkedFields({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, change } = ticket
  const { linked } = state
  if (linked === 'NONE') return null
  const hasLegs = linked !== 'BRACKET'
  return (
    <div className={styles.fields}>
      <p className={styles.hint}>{t(`linked.why${linked}`)}</p>
      {linked === 'BRACKET' && <Exits ticket={ticket} />}
      {hasLegs &&
        state.legs.map((leg, at) => (
          <LegFields key={leg.key} ticket={ticket} leg={leg} number={at + 2} />
        ))}
      {hasLegs && state.legs.length < LEGS_MAX && (
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() =>
            change((before) => ({ ...before, legs: [...before.legs, newLeg(before)] }))
          }
        >
          {t('linked.add')}
        </Button>
      )}
    </div>
  )
}

function Exits({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  return (
    <div className={styles.pair}>
      <Field
        label={t('linked.takeProfit')}
        numeric
        placeholder="–"
        {...textOf(ticket, 'takeProfit')}
      />
      <Field label={t('linked.stopLoss')} numeric placeholder="–" {...textOf(ticket, 'stopLoss')} />
    </div>
  )
}

function LegFields(props: { ticket: TicketModel; leg: Leg; number: number }) {
  const { t } = useTranslation('ticket')
  const { ticket, leg, number } = props
  const put = (news: Partial<Leg>) =>
    ticket.change((before) => ({
      ...before,
      legs: before.legs.map((each) => (each.key === leg.key ? { ...each, ...news } : each)),
    }))
  const text = (name: 'quantity' | 'price' | 'triggerPrice' | 'callback') => ({
    value: leg[name],
    error: ticket.error(`legs.${leg.key}.${name}`),
    onChange: (event: { target: { value: string } }) => put({ [name]: event.target.value }),
  })
  const triggered = leg.form !== 'MARKET' && leg.form !== 'LIMIT' && leg.form !== 'TRAILING'
  return (
    <fieldset className={styles.leg}>
      <legend>{t('linked.other', { n: number })}</legend>
      <Button
        kind="quiet"
        size="sm"
        className={styles.remove}
        icon={<Cross />}
        aria-label={t('linked.remove', { n: number })}
        onClick={() =>
          ticket.change((before) => ({
            ...before,
            legs: before.legs.filter((each) => each.key !== leg.key),
          }))
        }
      />
      <div className={styles.pair}>
        <Select
          label={t('side')}
          value={leg.side}
          options={[
            { value: 'BUY', label: t('buy') },
            { value: 'SELL', label: t('sell') },
          ]}
          onChange={(side) => put({ side })}
        />
        <Select
          label={t('linked.form')}
          value={leg.form}
          options={FORMS.map((value) => ({ value, label: t(`leg.${value}`) }))}
          onChange={(form) => put({ form })}
        />
        {triggered && <Field label={t('trigger.price')} numeric {...text('triggerPrice')} />}
        {leg.form === 'TRAILING' && (
          <Field label={t('trigger.callback')} numeric trail="%" {...text('callback')} />
        )}
        {leg.form.endsWith('LIMIT') && <Field label={t('price')} numeric {...text('price')} />}
        <Field label={t('quantity')} numeric {...text('quantity')} />
      </div>
      <Checkbox
        label={t('reduceOnly')}
        checked={leg.reduceOnly}
        onChange={(reduceOnly) => put({ reduceOnly })}
      />
    </fieldset>
  )
}
