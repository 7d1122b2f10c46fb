import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Field, type FieldProps } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { Tooltip } from '@/ui/Tooltip'
import { decimal, placesOf } from '@/util/decimal'
import { positionKey } from '@/live/positions'
import { usePositions } from '../stores'
import { quantityForShare } from './commands'
import { LinkedSelect } from './LinkedFields'
import styles from './Ticket.module.css'
import { textOf } from './textOf'
import { hasPrice } from './ticketState'
import type { TicketModel } from './useTicket'

/** Price, condition, quantity and how long: what every order of the ticket has. */
export function OrderFields({ ticket, account }: { ticket: TicketModel; account: string }) {
  const { t } = useTranslation('ticket')
  const { state, set, instrument } = ticket
  const priceField = state.mode === 'ALGO' ? 'limitPrice' : 'price'
  const needsLimit = state.algorithm === 'ICEBERG' || state.algorithm === 'SNIPER'
  return (
    <div className={styles.fields}>
      {state.mode === 'CONDITIONAL' && <TriggerFields ticket={ticket} />}
      {hasPrice(state) && (
        <LedField
          label={t(
            state.mode === 'ALGO'
              ? needsLimit
                ? 'limitPrice'
                : 'limitOptional'
              : state.mode === 'CONDITIONAL'
                ? 'limitPrice'
                : 'price',
          )}
          trail={
            <MarkButton
              ticket={ticket}
              unit={instrument.quote}
              take={(mark) => set('price', mark)}
            />
          }
          {...textOf(ticket, 'price', priceField)}
        />
      )}
      <LedField
        label={t(state.unit === 'BASE' ? 'quantity' : 'amount')}
        placeholder="0"
        trail={
          <button
            type="button"
            className={styles.unit}
            aria-label={t('unit', {
              unit: state.unit === 'BASE' ? instrument.base : instrument.quote,
            })}
            onClick={() => set('unit', state.unit === 'BASE' ? 'QUOTE' : 'BASE')}
          >
            {state.unit === 'BASE' ? instrument.base : instrument.quote} ⇄
          </button>
        }
        {...textOf(ticket, 'quantity')}
      />
      <Shares ticket={ticket} account={account} />
      <Tooltip tip={t('reduceOnlyTip')}>
        <Checkbox
          label={t('reduceOnly')}
          checked={state.reduceOnly}
          onChange={(checked) => set('reduceOnly', checked)}
        />
      </Tooltip>
      <div className={styles.pair}>
        {state.mode !== 'ALGO' && hasPrice(state) && <Lifetime ticket={ticket} />}
        {state.mode !== 'ALGO' && <LinkedSelect ticket={ticket} />}
      </div>
      {state.timeInForce === 'GTD' && state.mode !== 'ALGO' && hasPrice(state) && (
        <Field label={t('goodTill')} type="datetime-local" {...textOf(ticket, 'goodTill')} />
      )}
    </div>
  )
}

function MarkButton(props: { ticket: TicketModel; unit: string; take: (mark: string) => void }) {
  const { t } = useTranslation('ticket')
  const { ticket, unit, take } = props
  const mark = decimal(ticket.view.ground?.markPrice)
  if (mark === null) return unit
  return (
    <button
      type="button"
      className={styles.unit}
      title={t('markTip')}
      onClick={() => take(mark.toFixed(placesOf(ticket.instrument.tickSize)))}
    >
      {t('mark')}
    </button>
  )
}

function TriggerFields({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, set } = ticket
  const trails = state.triggerKind === 'TRAILING'
  return (
    <>
      <Select
        label={t('trigger.kind')}
        value={state.triggerKind}
        options={(['STOP', 'IF_TOUCHED', 'TRAILING'] as const).map((value) => ({
          value,
          label: t(`trigger.${value}`),
        }))}
        onChange={(value) => set('triggerKind', value)}
        error={ticket.error('trigger')}
      />
      {trails && (
        <LedField
          label={t('trigger.callback')}
          trail="%"
          {...textOf(ticket, 'callback', 'trigger.callback')}
        />
      )}
      <LedField
        label={t(trails ? 'trigger.start' : 'trigger.price')}
        trail={
          <MarkButton
            ticket={ticket}
            unit={ticket.instrument.quote}
            take={(mark) => set('triggerPrice', mark)}
          />
        }
        {...textOf(ticket, 'triggerPrice', 'trigger.price')}
      />
      <div className={styles.pair}>
        <Select
          label={t('trigger.source')}
          value={state.triggerSource}
          options={(['MARK', 'LAST', 'INDEX'] as const).map((value) => ({
            value,
            label: t(`trigger.${value}`),
          }))}
          onChange={(value) => set('triggerSource', value)}
          error={ticket.error('trigger.source')}
        />
        <Select
          label={t('trigger.after')}
          value={state.follow}
          options={(['MARKET', 'LIMIT'] as const).map((value) => ({
            value,
            label: t(`trigger.${value}`),
          }))}
          onChange={(value) => set('follow', value)}
        />
      </div>
    </>
  )
}

function Lifetime({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, set } = ticket
  return (
    <Select
      label={t('timeInForce')}
      value={state.timeInForce}
      options={(['GTC', 'POST_ONLY', 'IOC', 'FOK', 'GTD'] as const).map((value) => ({
        value,
        label: t(`tif.${value}`),
      }))}
      onChange={(value) => set('timeInForce', value)}
      error={ticket.error('timeInForce')}
    />
  )
}

/** Its name stands in it: four of them under each other leave room for what the order would do. */
function LedField({ label, ...field }: FieldProps) {
  return <Field label={label} lead={label} labelHidden numeric {...field} />
}

const SHARES = [0.25, 0.5, 0.75, 1] as const

/** A share of what is available, as the server reckons; of the position where it only reduces. */
function Shares({ ticket, account }: { ticket: TicketModel; account: string }) {
  const { t } = useTranslation('ticket')
  const { state, view, instrument, change } = ticket
  const held = usePositions(
    (positions) =>
      positions.positions.get(positionKey(account, instrument.symbol))?.quantity ?? null,
  )
  const quantityOf = (share: number) =>
    quantityForShare(share, {
      preview: view.ground,
      held,
      reduceOnly: state.reduceOnly,
      lotSize: instrument.lotSize,
    })
  const known = quantityOf(1) !== null
  return (
    <div className={styles.shares} role="group" aria-label={t('share')}>
      {SHARES.map((share) => (
        <Button
          key={share}
          size="sm"
          disabled={!known}
          title={known ? undefined : t('shareUnknown')}
          onClick={() => {
            const quantity = quantityOf(share)
            if (quantity !== null) change((before) => ({ ...before, quantity, unit: 'BASE' }))
          }}
        >
          {`${share * 100}%`}
        </Button>
      ))}
    </div>
  )
}
