import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instrumentsQuery } from '@/api/queries'
import { DistanceBar } from '@/components/DistanceBar'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/EmptyState'
import { Money } from '@/ui/Figures'
import { Skeleton } from '@/ui/Spinner'
import { Tabs } from '@/ui/Tabs'
import { classes } from '@/util/classes'
import { written } from '@/util/decimal'
import { useHotkeys } from '@/util/hotkeys'
import type { Schema } from '@/api/client'
import { AlgoFields } from './AlgoFields'
import type { Command } from './commands'
import { LeverageButton } from './LeverageButton'
import { LinkedFields } from './LinkedFields'
import { MoreFields } from './MoreFields'
import { OpenAccount } from './OpenAccount'
import { OrderFields } from './OrderFields'
import { PreviewPanel } from './PreviewPanel'
import styles from './Ticket.module.css'
import { afterSending, type Mode } from './ticketState'
import { useIsNear, useTicket, type Preview, type TicketModel } from './useTicket'
import { useSending, type Sending } from './useSending'
import { useActiveKill } from './kills'

export interface TicketProps {
  venue: string
  symbol: string
  /** The trading account at the venue; null: there is none. */
  account: string | null
}

/** Where an order is made. */
export function Ticket({ venue, symbol, account }: TicketProps) {
  const { t } = useTranslation('ticket')
  const instruments = useQuery(instrumentsQuery).data?.instruments
  const instrument = instruments?.find((each) => each.venue === venue && each.symbol === symbol)
  if (account === null) return <OpenAccount venue={venue} />
  return (
    <section className={styles.ticket} aria-label={t('title')}>
      {instrument === undefined ? (
        <Skeleton lines={9} />
      ) : (
        <TicketForm key={`${account} ${symbol}`} account={account} instrument={instrument} />
      )}
    </section>
  )
}

const MODES: readonly Mode[] = ['LIMIT', 'MARKET', 'CONDITIONAL', 'ALGO']

function TicketForm(props: { account: string; instrument: Schema<'Instrument'> }) {
  const { account, instrument } = props
  const { t } = useTranslation('ticket')
  const ticket = useTicket(account, instrument)
  const { state, set, change } = ticket
  const sending = useSending({ done: () => change(afterSending), refused: ticket.refuse })
  useHotkeys({ b: () => set('side', 'BUY'), s: () => set('side', 'SELL') })
  return (
    <>
      <SideSwitch ticket={ticket} />
      <LeverageButton account={account} ticket={ticket} />
      <Tabs
        label={t('mode.label')}
        look="segment"
        className={styles.modes ?? ''}
        tabs={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
        value={state.mode}
        onChange={(mode) => set('mode', mode)}
      />
      {state.mode === 'ALGO' && <AlgoFields ticket={ticket} />}
      <OrderFields ticket={ticket} account={account} />
      {state.mode !== 'ALGO' && <LinkedFields ticket={ticket} />}
      <MoreFields ticket={ticket} />
      <PreviewPanel ticket={ticket} />
      <Send ticket={ticket} sending={sending} account={account} />
    </>
  )
}

function SideSwitch({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const side = (value: 'BUY' | 'SELL', key: string) => (
    <button
      type="button"
      className={classes(styles.side, value === 'BUY' ? styles.buy : styles.sell)}
      aria-pressed={ticket.state.side === value}
      aria-keyshortcuts={key}
      onClick={() => ticket.set('side', value)}
    >
      <span aria-hidden>{value === 'BUY' ? '▲' : '▼'}</span>
      {t(value === 'BUY' ? 'buy' : 'sell')}
      <kbd aria-hidden>{key}</kbd>
    </button>
  )
  return (
    <div className={styles.sides} role="group" aria-label={t('side')}>
      {side('BUY', 'b')}
      {side('SELL', 's')}
    </div>
  )
}

/** The button, what is said above it, and the question before it where one is wanted. */
function Send(props: { ticket: TicketModel; sending: Sending; account: string }) {
  const { ticket, sending, account } = props
  const { t } = useTranslation(['ticket', 'common', 'desk'])
  const [asks, setAsks] = useState(false)
  const [asked, setAsked] = useState<Command | null>(null)
  const isNear = useIsNear(ticket.view)
  const kill = useActiveKill(account)
  const id = useId()
  const { state } = ticket
  const press = () => {
    const command = ticket.compose()
    if (command === null) return
    if (asks || isNear) setAsked(command)
    else void sending.send(command)
  }
  const label = useLabel(ticket)
  return (
    <form
      className={styles.send}
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault()
        press()
      }}
    >
      {kill !== null && <Notice tone="warn">{t('desk:kill.notice')}</Notice>}
      {ticket.refusal !== null && (
        <Notice tone="bad" title={t('preview.refused')}>
          {ticket.refusal}
        </Notice>
      )}
      {ticket.view.preview && ticket.refusal === null && <Glance preview={ticket.view.preview} />}
      {sending.lost === null ? (
        <Button
          id={id}
          kind={state.side === 'BUY' ? 'buy' : 'sell'}
          size="lg"
          wide
          type="submit"
          busy={sending.busy}
        >
          {label}
        </Button>
      ) : (
        <Lost sending={sending} command={sending.lost} />
      )}
      <Checkbox label={t('send.ask')} checked={asks} onChange={setAsks} title={t('send.askTip')} />
      {asked !== null && (
        <Dialog
          open
          onClose={() => setAsked(null)}
          title={t(isNear ? 'send.confirmNear' : 'send.confirm')}
          closeLabel={t('common:close')}
          actions={
            <>
              <Button onClick={() => setAsked(null)}>{t('common:cancel')}</Button>
              <Button
                kind={state.side === 'BUY' ? 'buy' : 'sell'}
                onClick={() => {
                  setAsked(null)
                  void sending.send(asked)
                }}
              >
                {label}
              </Button>
            </>
          }
        >
          <PreviewPanel ticket={ticket} />
        </Dialog>
      )}
    </form>
  )
}

/** On a phone the preview may be out of sight: what matters most of it stands at the button. */
function Glance({ preview }: { preview: Preview }) {
  const { t } = useTranslation('ticket')
  return (
    <div className={styles.glance}>
      <p>
        {t('preview.margin')}{' '}
        <strong>
          <Money amount={preview.initialMargin} asset={preview.quoteAsset ?? ''} />
        </strong>
      </p>
      {preview.after && <DistanceBar distance={preview.after.distance} small />}
    </div>
  )
}

function Lost({ sending, command }: { sending: Sending; command: Command }) {
  const { t } = useTranslation('ticket')
  return (
    <Notice tone="warn" title={t('outcome.lost')}>
      <p>{t('outcome.lostText')}</p>
      <div className={styles.lost}>
        <Button
          kind="primary"
          size="sm"
          busy={sending.busy}
          onClick={() => void sending.send(command)}
        >
          {t('send.again')}
        </Button>
        <Button size="sm" disabled={sending.busy} onClick={sending.forget}>
          {t('send.forget')}
        </Button>
      </div>
    </Notice>
  )
}

/** Says on the button what it does: "Buy 0.5 BTC". */
function useLabel({ state, instrument, view }: TicketModel): string {
  const { t } = useTranslation('ticket')
  const quantity = view.preview?.quantity
  const what =
    quantity === undefined || state.quantity === ''
      ? instrument.base
      : `${written(quantity)} ${instrument.base}`
  const side = t(`send.${state.side}`, { what })
  if (state.mode === 'ALGO') {
    return t('send.algo', { side, algorithm: t(`algo.${state.algorithm}`) })
  }
  const linked =
    state.linked === 'NONE'
      ? 0
      : state.linked === 'BRACKET'
        ? [state.takeProfit, state.stopLoss].filter((each) => each !== '').length
        : state.legs.length
  return linked === 0 ? side : t('send.list', { side, count: linked })
}
