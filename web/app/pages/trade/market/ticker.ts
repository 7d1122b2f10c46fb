import Big from 'big.js'
import type { Schema } from '@/api/client'
import type { Trade } from '@/live/shapes'
import { compare, decimal, type Decimal } from '@/util/decimal'

/** The last 24 hours as they are this moment: the server's, moved on by the newest trade. */
export interface Ticker {
  last: Decimal | null
  change: Decimal | null
  changeRatio: Decimal | null
  high: Decimal | null
  low: Decimal | null
  volume: Decimal | null
}

export function ticker(summary: Schema<'Summary'> | undefined, newest: Decimal | null): Ticker {
  const last = newest ?? summary?.last ?? null
  if (!summary || last === null) {
    return { last, change: null, changeRatio: null, high: null, low: null, volume: null }
  }
  const dayAgo = new Big(summary.last).minus(summary.change)
  const change = new Big(last).minus(dayAgo)
  return {
    last,
    change: change.toFixed(),
    changeRatio: dayAgo.gt(0) ? change.div(dayAgo).toFixed() : null,
    high: compare(last, summary.high) > 0 ? last : summary.high,
    low: compare(last, summary.low) < 0 ? last : summary.low,
    volume: summary.volume,
  }
}

/** 1 after the price rose, −1 after it fell: by the newest trade that had another price. */
export function direction(trades: readonly Trade[]): -1 | 0 | 1 {
  const newest = decimal(trades[0]?.price)
  if (newest === null) return 0
  for (const { price } of trades) {
    const difference = newest.cmp(price)
    if (difference !== 0) return difference
  }
  return 0
}

/** 12,345,678 → 12.35M: for numbers of which only the size matters. */
export function shortened(value: Decimal | null): string | null {
  const number = decimal(value)
  if (number === null) return null
  for (const [size, letter] of [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e4, 'K'],
  ] as const) {
    if (number.abs().gte(size))
      return `${number.div(letter === 'K' ? 1e3 : size).toFixed(2)}${letter}`
  }
  return null
}
