import type { Schema } from '@/api/client'

/** What the stream publishes, where it is no record of the API. */
export type Order = Schema<'Order'>
export type Position = Schema<'Position'>
export type Candle = Schema<'Candle'>
export type Trade = Schema<'Trade'>
export type Fill = Schema<'Fill'>
export type MarkPrice = Schema<'MarkPrice'>
export type Message = Schema<'Message'>

export type Level = Schema<'Level'>
/** `marketdata.book.V.S`: the top of the book, best first; a stale one is not to be trusted. */
export type Book = Schema<'Book'>
export type Equity = Schema<'Equity'>
export type AccountExposure = Schema<'AccountExposure'>
/** `trading.exposure.U`: everything that a person has at risk, as the mark moves. */
export type LiveExposure = Schema<'OutlookExposure'>

/** `marketdata.bar.V.S`: the minute that is open. */
export interface Bar extends Candle {
  venue: string
  symbol: string
  closed: boolean
  /** False: its beginning was missed, so that the closed candle has to be asked for. */
  whole: boolean
}

/** `trading.balances.U`. */
export interface BalanceChange {
  account: string
  asset: string
  wallet: string
  available: string
}
