import type { Fill } from '@/live/shapes'
import { sum } from '@/util/decimal'

/** What was bought or sold within one bar. */
export interface FillMark {
  /** The bar's beginning, in seconds. */
  time: number
  side: Fill['side']
  quantity: string
}

/** The fills of an account, added up for each bar and side, oldest first. */
export function fillMarks(
  fills: readonly Fill[],
  account: string | null,
  symbol: string,
  seconds: number,
): FillMark[] {
  const marks = new Map<string, FillMark>()
  for (const fill of fills) {
    if (fill.account !== account || fill.symbol !== symbol) continue
    const time = Math.floor(Date.parse(fill.at) / 1000 / seconds) * seconds
    const key = `${time} ${fill.side}`
    const known = marks.get(key)
    marks.set(key, {
      time,
      side: fill.side,
      quantity: known ? sum([known.quantity, fill.quantity]) : fill.quantity,
    })
  }
  return [...marks.values()].toSorted((a, b) => a.time - b.time)
}
