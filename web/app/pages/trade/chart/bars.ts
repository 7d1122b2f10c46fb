import type { Candle } from '@/live/shapes'
import type { Schema } from '@/api/client'

/** A candle as it is drawn; the time is its beginning, in seconds. */
export interface Bar {
  time: number
  open: number
  high: number
  low: number
  close: number
  volume: number
}

export interface Interval {
  key: '1m' | '5m' | '15m' | '1h' | '4h' | '1d'
  seconds: number
  /** What the server is asked for; longer ones are put together here. */
  base: Schema<'Interval'>
  baseSeconds: number
}

const interval = (
  key: Interval['key'],
  seconds: number,
  base: Interval['base'],
  baseSeconds: number,
): Interval => ({ key, seconds, base, baseSeconds })

export const MINUTE = interval('1m', 60, 'M1', 60)

export const INTERVALS: readonly Interval[] = [
  MINUTE,
  interval('5m', 300, 'M5', 300),
  interval('15m', 900, 'M5', 300),
  interval('1h', 3_600, 'H1', 3_600),
  interval('4h', 14_400, 'H1', 3_600),
  interval('1d', 86_400, 'H1', 3_600),
]

export function bar(candle: Candle): Bar {
  return {
    time: Math.floor(Date.parse(candle.openTime) / 1000),
    open: Number(candle.open),
    high: Number(candle.high),
    low: Number(candle.low),
    close: Number(candle.close),
    volume: Number(candle.volume),
  }
}

/**
 * The bars of an interval: the server's candles up to where the live minutes begin, and from there
 * the minutes. Both are oldest first.
 */
export function combined(
  base: readonly Bar[],
  minutes: readonly Bar[],
  { seconds, baseSeconds }: Interval,
): Bar[] {
  const first = minutes[0]
  // A candle of the server that the minutes know only in part is taken from the server.
  const from = first ? Math.ceil(first.time / baseSeconds) * baseSeconds : Infinity
  const bars: Bar[] = []
  for (const each of base) if (each.time < from) add(bars, each, seconds)
  for (const each of minutes) if (each.time >= from) add(bars, each, seconds)
  return bars
}

function add(bars: Bar[], part: Bar, seconds: number): void {
  const time = Math.floor(part.time / seconds) * seconds
  const last = bars.at(-1)
  if (last && time < last.time) return
  if (last?.time !== time) {
    bars.push({ ...part, time })
    return
  }
  last.high = Math.max(last.high, part.high)
  last.low = Math.min(last.low, part.low)
  last.close = part.close
  last.volume += part.volume
}

/**
 * From which place on the second differs from the first, if it is the first with another end: a chart
 * is told only of that end. Null: it is another list and has to be drawn anew.
 */
export function changedFrom(before: readonly Bar[], after: readonly Bar[]): number | null {
  if (before.length === 0 || after.length < before.length) return null
  const settled = before.length - 1
  for (let at = 0; at < settled; at++) if (!same(before[at], after[at])) return null
  return before[settled]?.time === after[settled]?.time ? settled : null
}

function same(a: Bar | undefined, b: Bar | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.time === b.time &&
    a.close === b.close &&
    a.high === b.high &&
    a.low === b.low &&
    a.open === b.open &&
    a.volume === b.volume
  )
}
