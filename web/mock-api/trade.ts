import { http, HttpResponse } from 'msw'
import type { Schema } from '../app/api/client'
import { id } from './db'
import { INSTRUMENTS } from './market'
import { problem } from './problem'
import { isRead, publish } from './stream'

/** A market that moves: prices are a function of time, so that every answer fits every other. */
const MINUTE = 60_000
const PRICES: Record<string, number> = { BTC: 112_400, ETH: 4_120, SOL: 208 }
const LOTS: Record<string, number> = { BTC: 0.4, ETH: 6, SOL: 120 }

/** A number from 0 to 1 that is always the same for the same place. */
function noise(place: number): number {
  let mixed = Math.imul(place ^ 0x9e3779b9, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0xffffffff
}

const begun = Date.now()

/** Whenever it starts, it starts at the same price: positions and orders of the mock fit to it. */
export function priceOf(base: string, at: number): number {
  return ((PRICES[base] ?? 100) * waves(at)) / waves(begun)
}

function waves(at: number): number {
  const minutes = at / MINUTE
  const wave = (length: number, size: number) => size * Math.sin(minutes / length + length)
  const between = (scale: number, size: number) => {
    const place = Math.floor(minutes * scale)
    const share = minutes * scale - place
    const mixed = noise(place) * (1 - share) + noise(place + 1) * share
    return (mixed - 0.5) * size
  }
  const drift =
    wave(1370, 0.03) +
    wave(311, 0.012) +
    wave(47, 0.004) +
    between(0.08, 0.008) +
    between(1, 0.0012)
  return 1 + drift
}

interface Known {
  venue: string
  symbol: string
  base: string
  tick: number
  places: number
  lotPlaces: number
}

function known(venue: unknown, symbol: unknown): Known | null {
  const found = INSTRUMENTS.find((each) => each.venue === venue && each.symbol === symbol)
  if (!found) return null
  const places = (step: string) => String(Number(step)).split('.')[1]?.length ?? 0
  return {
    ...found,
    tick: Number(found.tickSize),
    places: places(found.tickSize),
    lotPlaces: places(found.lotSize),
  }
}

function money(it: Known, price: number): string {
  return (Math.round(price / it.tick) * it.tick).toFixed(it.places)
}

function candle(it: Known, from: number, length: number, until = from + length) {
  const prices: number[] = []
  const step = Math.max((until - from) / 12, 1_000)
  for (let at = from; at < until; at += step) prices.push(priceOf(it.base, at))
  prices.push(priceOf(it.base, until))
  const place = Math.floor(from / MINUTE)
  const wick = (priceOf(it.base, from) * noise(place + 7)) / 4_000
  const volume = (LOTS[it.base] ?? 10) * (length / MINUTE) * (20 + 180 * noise(place) ** 3)
  return {
    openTime: new Date(from).toISOString(),
    open: money(it, prices[0] ?? 0),
    high: money(it, Math.max(...prices) + wick),
    low: money(it, Math.min(...prices) - wick),
    close: money(it, prices.at(-1) ?? 0),
    volume: (volume * ((until - from) / length)).toFixed(3),
  }
}

function bookOf(it: Known, at: number, levels: number): Schema<'Book'> {
  const middle = Math.round(priceOf(it.base, at) / it.tick)
  const side = (sign: 1 | -1) => {
    let place = middle
    return Array.from({ length: levels }, (_, depth) => {
      const seed = place + sign * 31
      place += sign * (depth === 0 ? 1 : 1 + Math.floor(noise(seed) * 6))
      const quantity = (LOTS[it.base] ?? 1) * (0.05 + noise(place + Math.floor(at / 700)) ** 4 * 9)
      return {
        price: (place * it.tick).toFixed(it.places),
        quantity: Math.max(10 ** -it.lotPlaces, quantity).toFixed(it.lotPlaces),
      }
    })
  }
  const now = new Date(at).toISOString()
  const { venue, symbol } = it
  return { venue, symbol, bids: side(-1), asks: side(1), at: now, heardAt: now, stale: false }
}

let trades = 0

function tradeOf(it: Known, at: number): Schema<'Trade'> {
  const place = ++trades
  const isSale = noise(place * 3) > 0.5
  const middle = priceOf(it.base, at)
  return {
    id: `${at}-${place}`,
    price: money(it, middle + (isSale ? -it.tick : it.tick)),
    quantity: Math.max(
      10 ** -it.lotPlaces,
      (LOTS[it.base] ?? 1) * (0.01 + noise(place) ** 6 * 5),
    ).toFixed(it.lotPlaces),
    buyerMaker: isSale,
    at: new Date(at).toISOString(),
  }
}

function markOf(it: Known, at: number): Schema<'MarkPrice'> {
  const price = priceOf(it.base, at)
  const { venue, symbol } = it
  return {
    venue,
    symbol,
    mark: money(it, price * 1.00004),
    index: money(it, price * 0.99991),
    fundingRate: (0.0001 * (0.4 + noise(Math.floor(at / 28_800_000)))).toFixed(6),
    nextFunding: new Date(Math.ceil(at / 28_800_000) * 28_800_000).toISOString(),
    at: new Date(at).toISOString(),
  }
}

const STEPS: Record<string, number> = { M1: MINUTE, M5: 5 * MINUTE, H1: 60 * MINUTE }

const ofInstrument = (
  path: string,
  answer: (it: Known, query: URLSearchParams) => Record<string, unknown>,
) =>
  http.get(`*/api/v1/instruments/:venue/:symbol/${path}`, ({ params, request }) => {
    const it = known(params['venue'], params['symbol'])
    return it
      ? HttpResponse.json(answer(it, new URL(request.url).searchParams))
      : problem(404, 'instrument_not_found', 'no such instrument')
  })

export const tradeHandlers = [
  ofInstrument('candles', (it, query) => {
    const step = STEPS[query.get('interval') ?? 'M1'] ?? MINUTE
    const to = Math.floor(Date.parse(query.get('to') ?? new Date().toISOString()) / step) * step
    const count = Number(query.get('limit') ?? 500)
    return {
      candles: Array.from({ length: count }, (_, at) => candle(it, to - (count - at) * step, step)),
    }
  }),
  ofInstrument('book', (it, query) => ({
    ...bookOf(it, Date.now(), Number(query.get('levels') ?? 50)),
  })),
  ofInstrument('mark', (it) => ({ ...markOf(it, Date.now()) })),
  ofInstrument('trades', (it) => ({
    trades: Array.from({ length: 60 }, (_, at) => tradeOf(it, Date.now() - (60 - at) * 400)),
  })),
  ofInstrument('summary', (it) => {
    const now = Date.now()
    const hours = Array.from({ length: 48 }, (_, at) => priceOf(it.base, now - at * 30 * MINUTE))
    const dayAgo = priceOf(it.base, now - 1_440 * MINUTE)
    const last = priceOf(it.base, now)
    const { venue, symbol } = it
    return {
      ...markOf(it, now),
      venue,
      symbol,
      last: money(it, last),
      change: money(it, last - dayAgo),
      changeRatio: (last / dayAgo - 1).toFixed(6),
      high: money(it, Math.max(...hours)),
      low: money(it, Math.min(...hours)),
      volume: ((LOTS[it.base] ?? 1) * 96_000).toFixed(3),
    }
  }),
  http.get('*/api/v1/policies', () => HttpResponse.json({ policies: [policy()] })),
]

/** The cover of the position that ticket.ts has. */
function policy(): Schema<'Policy'> {
  const usdt = (amount: string) => ({ amount, asset: 'USDT' })
  return {
    policy: id(31),
    quote: id(30),
    owner: id(1),
    account: id(60),
    venue: 'binance',
    accountUid: '10023411',
    symbol: 'BTCUSDT',
    side: 'LONG',
    quantity: '0.500',
    entryPrice: '112400.00',
    leverage: 20,
    marginAtBinding: usdt('2810.00'),
    barrier: money(known('binance', 'BTCUSDT') as Known, priceOf('BTC', Date.now()) * 0.9925),
    sumInsured: usdt('2000.00'),
    deductible: usdt('100.00'),
    coinsurance: '0.1',
    premium: usdt('41.20'),
    state: 'ACTIVE',
    boundAt: new Date(Date.now() - 3_600_000).toISOString(),
    coverFrom: new Date(Date.now() - 3_300_000).toISOString(),
    coverUntil: new Date(Date.now() + 20 * 3_600_000).toISOString(),
    paid: usdt('0.00'),
  }
}

const TICK_MS = 50

/** Publishes what is read; `rate` trades and books a second, so that a page can be measured. */
export function startMarket(rate: number): void {
  let owed = 0
  let ticks = 0
  setInterval(() => {
    owed += (rate * TICK_MS) / 1000
    ticks++
    const count = Math.floor(owed)
    owed -= count
    for (const { venue, symbol } of INSTRUMENTS) {
      const it = known(venue, symbol)
      if (it) beat(it, count, ticks, rate)
    }
  }, TICK_MS)
}

function beat(it: Known, count: number, ticks: number, rate: number): void {
  const name = (topic: string) => `marketdata.${topic}.${it.venue}.${it.symbol}`
  const now = Date.now()
  const isRound = ticks % (100 / TICK_MS) === 0
  if (isRead(name('trades'))) {
    for (let at = 0; at < count; at++) publish(name('trades'), tradeOf(it, now))
  }
  if (isRead(name('book'))) {
    const books = rate >= 100 ? count : isRound ? 1 : 0
    for (let at = 0; at < books; at++) publish(name('book'), bookOf(it, now + at, 20))
  }
  if (isRound && isRead(name('bar'))) {
    const open = Math.floor(now / MINUTE) * MINUTE
    const { venue, symbol } = it
    const bar = { venue, symbol, ...candle(it, open, MINUTE, now), closed: false, whole: true }
    publish(name('bar'), bar)
  }
  if (ticks % (1_000 / TICK_MS) === 0 && isRead(name('mark')))
    publish(name('mark'), markOf(it, now))
}
