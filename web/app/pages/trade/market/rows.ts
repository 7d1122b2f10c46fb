import Big from 'big.js'
import type { Level, Order } from '@/live/shapes'
import { ladder } from '@/live/book'
import { orderPrice } from '../chart/lines'

export type BookSide = 'bid' | 'ask'

export interface Row {
  price: string
  quantity: string
  /** The quantity up to here. */
  total: string
  /** The length of its bar: up to here, of the larger side. */
  share: number
  /** What own orders have at this price. */
  own: string | null
}

export interface Rows {
  bids: Row[]
  asks: Row[]
  /** The buyers' part of the quantity shown; null without any. */
  bidShare: number | null
}

/** Steps in which the book can be shown, in ticks. */
export const STEPS = [1, 2, 5, 10, 50, 100] as const

/** Levels put together: bids down, asks up to the step, so that none looks better than it is. */
export function grouped(levels: readonly Level[], side: BookSide, step: string): Level[] {
  const out: { price: string; quantity: Big }[] = []
  for (const level of levels) {
    const price = rounded(level.price, side, step)
    const last = out.at(-1)
    if (last?.price === price) last.quantity = last.quantity.plus(level.quantity)
    else out.push({ price, quantity: new Big(level.quantity) })
  }
  return out.map(({ price, quantity }) => ({ price, quantity: quantity.toFixed() }))
}

export function rounded(price: string, side: BookSide, step: string): string {
  const steps = new Big(price).div(step)
  return steps
    .round(0, side === 'bid' ? Big.roundDown : Big.roundUp)
    .times(step)
    .toFixed()
}

export function rows(
  book: { bids: readonly Level[]; asks: readonly Level[] },
  mine: readonly Order[],
  step: string,
  depth: number,
): Rows {
  const side = (which: BookSide) => {
    const own = ownAt(mine, which, step)
    return ladder(grouped(which === 'bid' ? book.bids : book.asks, which, step), depth).map(
      (rung) => ({ ...rung, own: own.get(rung.price) ?? null }),
    )
  }
  const bids = side('bid')
  const asks = side('ask')
  const bid = Number(bids.at(-1)?.total ?? 0)
  const ask = Number(asks.at(-1)?.total ?? 0)
  const largest = Math.max(bid, ask)
  const scaled = (row: Row) => ({ ...row, share: largest > 0 ? Number(row.total) / largest : 0 })
  return {
    bids: bids.map(scaled),
    asks: asks.map(scaled),
    bidShare: bid + ask > 0 ? bid / (bid + ask) : null,
  }
}

function ownAt(mine: readonly Order[], side: BookSide, step: string): Map<string, string> {
  const at = new Map<string, string>()
  for (const order of mine) {
    const isHere = (order.side === 'BUY') === (side === 'bid') && order.state !== 'EMULATED'
    const price = isHere && order.trigger == null ? orderPrice(order) : null
    if (price === null) continue
    const level = rounded(price, side, step)
    const rest = new Big(order.quantity).minus(order.filled)
    at.set(level, rest.plus(at.get(level) ?? 0).toFixed())
  }
  return at
}
