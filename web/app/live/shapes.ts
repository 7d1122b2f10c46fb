import type { Schema } from '@/api/client'

/** What the stream publishes, where it is no record of the API. */
export type Order = Schema<'Order'>
export type Position = Schema<'Position'>
export type Candle = Schema<'Candle'>
export type Trade = Schema<'Trade'>
export type Fill = Schema<'Fill'>
export type MarkPrice = Schema<'MarkPrice'>
export type Message = Schema<'Message'>

export interface Level {
  price: string
  quantity: string
}

/** `marketdata.book.V.S`: the top of the book, best first. */
export interface Book {
  venue: string
  symbol: string
  bids: readonly Level[]
  asks: readonly Level[]
  at: string
  heardAt: string
  /** Nothing was heard of the instrument for a while: the book is not to be trusted. */
  stale: boolean
}

/** `marketdata.bar.V.S`: the minute that is open. */
export interface Bar extends Candle {
  venue: string
  symbol: string
  closed: boolean
  /** False: its beginning was missed, so that the closed candle has to be asked for. */
  whole: boolean
}

export interface Equity {
  asset: string
  wallet: string
  unrealizedPnl: string
  equity: string
  available: string
}

export interface AccountExposure {
  account: string
  venue: string
  balances: readonly Equity[]
  positions: readonly Position[]
}

/** `trading.exposure.U`: everything that a person has at risk, as the mark moves. */
export interface LiveExposure {
  at: string
  accounts: readonly AccountExposure[]
}

/** `trading.balances.U`. */
export interface BalanceChange {
  account: string
  asset: string
  wallet: string
  available: string
}
