import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo } from 'react'
import { api, ask } from '@/api/client'
import { bookReducer, NO_BOOK, type BookEvent, type BookState } from '@/live/book'
import { candlesReducer, NO_CANDLES, type CandlesEvent, type CandlesState } from '@/live/candles'
import { liveStore, type LiveStore } from '@/live/frames'
import { useTopic } from '@/live/live'
import type { Bar, Book, Candle, MarkPrice, Trade } from '@/live/shapes'
import { NO_TRADES, tradesReducer, type TradesEvent, type TradesState } from '@/live/trades'

export interface MarkState {
  mark: MarkPrice | null
}

/** What is known of one instrument. Another instrument has another one, so nothing can mix. */
export interface Market {
  venue: string
  symbol: string
  book: LiveStore<BookState, BookEvent>
  tape: LiveStore<TradesState, TradesEvent>
  minutes: LiveStore<CandlesState, CandlesEvent>
  mark: LiveStore<MarkState, MarkPrice>
}

const MINUTES = 360
/** Nobody reads a book or a tape that changes more often. */
const READ_MS = 70
const TAPE_SECONDS = [5, 60, 600]
const TRADES_ENOUGH = 40
const TRADES_CUT = 1_000
const DAY_REFRESH_MS = 30_000

/** An older mark of another connection changes nothing. */
export function markReducer(state: MarkState, mark: MarkPrice): MarkState {
  return state.mark !== null && Date.parse(mark.at) < Date.parse(state.mark.at) ? state : { mark }
}

export function createMarket(venue: string, symbol: string): Market {
  return {
    venue,
    symbol,
    book: liveStore<BookState, BookEvent>(NO_BOOK, bookReducer, READ_MS),
    tape: liveStore<TradesState, TradesEvent>(NO_TRADES, tradesReducer, READ_MS),
    minutes: liveStore<CandlesState, CandlesEvent>(NO_CANDLES, candlesReducer),
    mark: liveStore<MarkState, MarkPrice>({ mark: null }, markReducer),
  }
}

const Present = createContext<Market | null>(null)
export const MarketProvider = Present.Provider

export function useMarket(): Market {
  const market = useContext(Present)
  if (market === null) throw new Error('there is no market around this component')
  return market
}

export const summaryQuery = (venue: string, symbol: string) =>
  queryOptions({
    queryKey: ['summary', venue, symbol],
    queryFn: () =>
      ask(
        api.GET('/api/v1/instruments/{venue}/{symbol}/summary', {
          params: { path: { venue, symbol } },
        }),
      ),
    refetchInterval: DAY_REFRESH_MS,
  })

/** Follows an instrument while the page is shown: the streams, and the whole after every gap. */
export function useMarketFeeds(venue: string, symbol: string): Market {
  const market = useMemo(() => createMarket(venue, symbol), [venue, symbol])
  const topic = (name: string) => `marketdata.${name}.${venue}.${symbol}`

  useTopic(topic('book'), {
    message: (data) => market.book.push({ kind: 'book', book: data as Book }),
    resync: () => void readBook(market),
  })
  useTopic(topic('trades'), {
    message: (data) => market.tape.push({ kind: 'trade', trade: data as Trade }),
    resync: () => void readTape(market),
  })
  useTopic(topic('bar'), {
    message: (data) => market.minutes.push({ kind: 'bar', bar: data as Bar }),
    resync: () => void readMinutes(market),
  })
  useTopic(topic('candles'), {
    message: (data) => market.minutes.push({ kind: 'candle', candle: data as Candle }),
  })
  useTopic(topic('mark'), {
    message: (data) => market.mark.push(data as MarkPrice),
    resync: () => void readMark(market),
  })
  useMissedMinutes(market)
  return market
}

/** A minute that was not seen from its beginning is asked for when it is over. */
function useMissedMinutes(market: Market): void {
  const incomplete = market.minutes((state) => state.incomplete)
  useEffect(() => {
    if (!incomplete) return undefined
    const timer = setTimeout(() => void readMinutes(market), 1_500)
    return () => clearTimeout(timer)
  }, [incomplete, market])
}

const at = ({ venue, symbol }: Market) => ({ path: { venue, symbol } })

/** What cannot be read now comes with the stream, or after the next gap; the panel says it waits. */
async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch {
    // The connection's state and the empty panel tell it.
  }
}

function readBook(market: Market): Promise<void> {
  return quietly(async () => {
    const book = await ask(
      api.GET('/api/v1/instruments/{venue}/{symbol}/book', { params: at(market) }),
    )
    market.book.push({ kind: 'book', book })
  })
}

/**
 * The server lists the oldest of a span, and cuts it at a thousand: short spans first, until there
 * are enough. The time is the server's; in a replay it is another one than the browser's.
 */
function readTape(market: Market): Promise<void> {
  return quietly(async () => {
    const { at: now } = await ask(
      api.GET('/api/v1/instruments/{venue}/{symbol}/summary', { params: at(market) }),
    )
    for (const seconds of TAPE_SECONDS) {
      const query = { from: later(now, -seconds), to: later(now, 60) }
      // oxlint-disable-next-line no-await-in-loop -- a longer span is asked for only when needed
      const { trades } = await ask(
        api.GET('/api/v1/instruments/{venue}/{symbol}/trades', {
          params: { ...at(market), query },
        }),
      )
      if (trades.length < TRADES_CUT) market.tape.push({ kind: 'snapshot', trades })
      if (trades.length >= TRADES_ENOUGH) return
    }
  })
}

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString()
}

function readMinutes(market: Market): Promise<void> {
  return quietly(async () => {
    const { candles } = await ask(
      api.GET('/api/v1/instruments/{venue}/{symbol}/candles', {
        params: { ...at(market), query: { interval: 'M1', limit: MINUTES } },
      }),
    )
    market.minutes.push({ kind: 'snapshot', candles })
  })
}

function readMark(market: Market): Promise<void> {
  return quietly(async () => {
    market.mark.push(
      await ask(api.GET('/api/v1/instruments/{venue}/{symbol}/mark', { params: at(market) })),
    )
  })
}
