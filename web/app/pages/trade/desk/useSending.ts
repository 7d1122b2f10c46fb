import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { asProblem } from '@/api/errors'
import { say } from '@/ui/Toast'
import { written } from '@/util/decimal'
import { useOrders } from '../stores'
import type { Command } from './commands'
import { outcomeOf, outcomeOfAlgo, outcomeOfList, type Outcome } from './outcome'

export interface Sending {
  busy: boolean
  /** A command of which nobody knows whether the server took it. */
  lost: Command | null
  send: (command: Command) => Promise<void>
  forget: () => void
}

/** Sends commands and says what became of them; what is not known is not called a failure. */
export function useSending(on: { done: () => void; refused: (thrown: unknown) => void }): Sending {
  const { t } = useTranslation('ticket')
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [lost, setLost] = useState<Command | null>(null)

  const tell = (outcome: Outcome | null) => {
    if (outcome === null) return
    const { tone, kind, reason, order } = outcome
    const what = order && {
      side: t(order.side === 'BUY' ? 'buy' : 'sell'),
      quantity: written(order.quantity),
      symbol: order.symbol,
    }
    const text =
      kind === 'unknown'
        ? t('outcome.unknownText')
        : reason !== ''
          ? reason
          : what &&
            (kind === 'filled'
              ? t('outcome.filledText', { ...what, price: written(order?.averagePrice) })
              : t('outcome.text', what))
    say({ tone, title: t(`outcome.${kind}`), ...(text == null ? {} : { text }) })
  }

  const send = async (command: Command) => {
    setBusy(true)
    try {
      tell(await sent(command))
      setLost(null)
      on.done()
      if (command.kind === 'algo') void client.invalidateQueries({ queryKey: ['algos'] })
      void client.invalidateQueries({ queryKey: ['preview'] })
    } catch (thrown) {
      if (isLost(thrown)) setLost(command)
      else {
        setLost(null)
        on.refused(thrown)
      }
    } finally {
      setBusy(false)
    }
  }
  return { busy, lost, send, forget: () => setLost(null) }
}

async function sent(command: Command): Promise<Outcome | null> {
  switch (command.kind) {
    case 'order': {
      const order = await ask(api.POST('/api/v1/trading/orders', { body: command.body }))
      useOrders.push({ kind: 'order', order })
      return outcomeOf(order)
    }
    case 'list': {
      const { orders } = await ask(api.POST('/api/v1/trading/order-lists', { body: command.body }))
      for (const order of orders) useOrders.push({ kind: 'order', order })
      return outcomeOfList(orders)
    }
    case 'algo':
      return outcomeOfAlgo(await ask(api.POST('/api/v1/trading/algos', { body: command.body })))
  }
}

/** Whether the server may have done it although no answer came. */
export function isLost(thrown: unknown): boolean {
  const { status, code } = asProblem(thrown)
  return status === 0 || (status >= 500 && status !== 503) || code === 'peer_unavailable'
}
