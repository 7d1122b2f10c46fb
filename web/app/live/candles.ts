import type { Bar, Candle } from './shapes'

export interface CandlesState {
  /** Oldest first, one for each minute. */
  candles: readonly Candle[]
  /** A closed candle whose beginning was missed: the server is to be asked for it. */
  incomplete: boolean
}

export type CandlesEvent =
  | { kind: 'snapshot'; candles: readonly Candle[] }
  | { kind: 'bar'; bar: Bar }
  | { kind: 'candle'; candle: Candle }
  | { kind: 'leave' }

export const NO_CANDLES: CandlesState = { candles: [], incomplete: false }
const CANDLES_MAX = 2_000

export function candlesReducer(state: CandlesState, event: CandlesEvent): CandlesState {
  switch (event.kind) {
    case 'leave':
      return NO_CANDLES
    case 'snapshot':
      return { candles: joined(state.candles, event.candles), incomplete: false }
    case 'candle':
      return { ...state, candles: joined(state.candles, [event.candle]) }
    case 'bar': {
      const { openTime, open, high, low, close, volume, closed, whole } = event.bar
      const candle = { openTime, open, high, low, close, volume }
      return {
        candles: joined(state.candles, [whole ? candle : widened(state.candles, candle)]),
        incomplete: state.incomplete || (closed && !whole),
      }
    }
  }
}

/** A minute whose beginning was missed is at least as wide as what is known of it. */
function widened(known: readonly Candle[], seen: Candle): Candle {
  const before = known.at(-1)
  if (before?.openTime !== seen.openTime) return seen
  return {
    ...seen,
    open: before.open,
    high: Number(before.high) > Number(seen.high) ? before.high : seen.high,
    low: Number(before.low) < Number(seen.low) ? before.low : seen.low,
    volume: Number(before.volume) > Number(seen.volume) ? before.volume : seen.volume,
  }
}

/** The usual case, a change of the last or one after it, copies the list only once. */
function joined(known: readonly Candle[], news: readonly Candle[]): readonly Candle[] {
  const [only] = news
  const last = known.at(-1)
  if (news.length === 1 && only && last) {
    const distance = Date.parse(only.openTime) - Date.parse(last.openTime)
    if (distance === 0) return [...known.slice(0, -1), only]
    if (distance > 0) return [...known, only].slice(-CANDLES_MAX)
  }
  const byTime = new Map(known.map((candle) => [Date.parse(candle.openTime), candle]))
  for (const candle of news) byTime.set(Date.parse(candle.openTime), candle)
  return [...byTime]
    .toSorted(([a], [b]) => a - b)
    .map(([, candle]) => candle)
    .slice(-CANDLES_MAX)
}
