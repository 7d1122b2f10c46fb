import type { Trade } from './shapes'

export const TAPE_MAX = 100

export interface TradesState {
  /** Newest first. */
  trades: readonly Trade[]
}

export type TradesEvent =
  | { kind: 'snapshot'; trades: readonly Trade[] }
  | { kind: 'trade'; trade: Trade }
  | { kind: 'leave' }

export const NO_TRADES: TradesState = { trades: [] }

export function tradesReducer(state: TradesState, event: TradesEvent): TradesState {
  switch (event.kind) {
    case 'leave':
      return NO_TRADES
    case 'trade':
      return state.trades.some((trade) => trade.id === event.trade.id)
        ? state
        : { trades: withNew(state.trades, event.trade) }
    case 'snapshot': {
      const known = new Map(event.trades.map((trade) => [trade.id, trade]))
      for (const trade of state.trades) known.set(trade.id, trade)
      return { trades: newestFirst([...known.values()]) }
    }
  }
}

/** The usual case, a trade after all others, sorts nothing. */
function withNew(trades: readonly Trade[], trade: Trade): Trade[] {
  const newest = trades[0]
  return newest === undefined || Date.parse(trade.at) >= Date.parse(newest.at)
    ? [trade, ...trades].slice(0, TAPE_MAX)
    : newestFirst([trade, ...trades])
}

function newestFirst(trades: Trade[]): Trade[] {
  return trades.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, TAPE_MAX)
}
