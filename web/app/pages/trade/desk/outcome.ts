import type { Schema } from '@/api/client'
import type { Order } from '@/live/shapes'

export interface Outcome {
  tone: 'good' | 'bad' | 'info'
  kind:
    'filled' | 'open' | 'held' | 'sent' | 'unknown' | 'denied' | 'rejected' | 'ended' | 'working'
  /** The server's reason, where it gave one. */
  reason: string
  order: Order | null
}

/** What became of an order that was sent, said plainly: an unknown one is not called open. */
export function outcomeOf(order: Order): Outcome {
  return { ...STATES[order.state], reason: order.reason, order }
}

/** Of a list the worst news is told. */
export function outcomeOfList(orders: readonly Order[]): Outcome | null {
  const outcomes = orders.map(outcomeOf)
  const worst = ['denied', 'rejected', 'unknown'] as const
  for (const kind of worst) {
    const found = outcomes.find((outcome) => outcome.kind === kind)
    if (found) return found
  }
  return outcomes[0] ?? null
}

export function outcomeOfAlgo(algo: Schema<'Algo'>): Outcome {
  const rejected = algo.state === 'REJECTED'
  return {
    tone: rejected ? 'bad' : 'good',
    kind: rejected ? 'rejected' : 'working',
    reason: algo.reason,
    order: null,
  }
}

const STATES: Record<Order['state'], Pick<Outcome, 'tone' | 'kind'>> = {
  INITIALIZED: { tone: 'info', kind: 'sent' },
  RELEASED: { tone: 'info', kind: 'sent' },
  SUBMITTED: { tone: 'info', kind: 'sent' },
  UNKNOWN: { tone: 'info', kind: 'unknown' },
  EMULATED: { tone: 'good', kind: 'held' },
  ACCEPTED: { tone: 'good', kind: 'open' },
  TRIGGERED: { tone: 'good', kind: 'open' },
  PENDING_UPDATE: { tone: 'good', kind: 'open' },
  PENDING_CANCEL: { tone: 'info', kind: 'ended' },
  PARTIALLY_FILLED: { tone: 'good', kind: 'open' },
  FILLED: { tone: 'good', kind: 'filled' },
  CANCELED: { tone: 'info', kind: 'ended' },
  EXPIRED: { tone: 'info', kind: 'ended' },
  DENIED: { tone: 'bad', kind: 'denied' },
  REJECTED: { tone: 'bad', kind: 'rejected' },
}
