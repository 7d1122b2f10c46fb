import type { Fill } from '@/live/shapes'

export interface FillsState {
  /** Newest first, each once. */
  fills: readonly Fill[]
}

export type FillsEvent =
  | { kind: 'snapshot'; account: string; fills: readonly Fill[] }
  | { kind: 'fill'; fill: Fill }
  | { kind: 'leave' }

export const NO_FILLS: FillsState = { fills: [] }
const FILLS_MAX = 1_000

export function fillsReducer(state: FillsState, event: FillsEvent): FillsState {
  switch (event.kind) {
    case 'leave':
      return NO_FILLS
    case 'fill':
      return joined(state, [event.fill])
    case 'snapshot':
      return joined(state, event.fills)
  }
}

/** A fill never changes: what is known stays. */
function joined(state: FillsState, news: readonly Fill[]): FillsState {
  const known = new Set(state.fills.map(key))
  const unknown = news.filter((fill) => !known.has(key(fill)))
  if (unknown.length === 0) return state
  return {
    fills: [...unknown, ...state.fills]
      .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
      .slice(0, FILLS_MAX),
  }
}

function key({ account, symbol, tradeId }: Fill): string {
  return `${account} ${symbol} ${tradeId}`
}
