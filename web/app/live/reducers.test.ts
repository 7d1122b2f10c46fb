import { expect, test } from 'vitest'
import { bookReducer, ladder, NO_BOOK, spread } from './book'
import { candlesReducer, NO_CANDLES, type CandlesState } from './candles'
import { inboxReducer, NO_MESSAGES } from './notifications'
import { isOver, NO_ORDERS, openOrders, ordersReducer } from './orders'
import { NO_POSITIONS, positionKey, positionsReducer } from './positions'
import type { Bar, Book, Candle, Message, Order, Position, Trade } from './shapes'
import { NO_TRADES, TAPE_MAX, tradesReducer } from './trades'

const at = (second: number) => new Date(Date.UTC(2025, 9, 10, 21, 0, second)).toISOString()

function order(id: string, change: Partial<Order> = {}): Order {
  return {
    order: id,
    account: 'a',
    clientOrderId: id,
    venueOrderId: '',
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    quantity: '1',
    price: '100',
    timeInForce: 'GTC',
    reduceOnly: false,
    strategy: 'manual',
    state: 'ACCEPTED',
    filled: '0',
    averagePrice: null,
    reason: '',
    createdAt: at(0),
    updatedAt: at(0),
    trigger: null,
    goodTill: null,
    link: null,
    ...change,
  }
}

const told = (id: string, change: Partial<Order> = {}) =>
  ({ kind: 'order', order: order(id, change) }) as const

test('the stream is believed whatever clock a time is of, but nothing leaves a final state', () => {
  // Ours wrote the first, the venue's the second, and the venue's is slow.
  let state = ordersReducer(NO_ORDERS, told('1', { state: 'SUBMITTED', updatedAt: at(50) }))
  state = ordersReducer(state, told('1', { state: 'ACCEPTED', updatedAt: at(4) }))
  expect(state.orders.get('1')?.state).toBe('ACCEPTED')
  state = ordersReducer(state, told('1', { state: 'FILLED', updatedAt: at(6) }))
  expect(openOrders(state)).toEqual([])
  state = ordersReducer(state, told('1', { state: 'PARTIALLY_FILLED', updatedAt: at(7) }))
  expect(state.orders.get('1')?.state).toBe('FILLED')
})

test('a list does not take back what the stream has told while it was asked for', () => {
  let state = ordersReducer(NO_ORDERS, { kind: 'resync' })
  state = ordersReducer(state, told('1', { state: 'FILLED' }))
  state = ordersReducer(state, told('2', { state: 'PARTIALLY_FILLED', filled: '0.5' }))
  state = ordersReducer(state, told('late'))
  const orders = [order('1'), order('2')]
  state = ordersReducer(state, { kind: 'open', account: 'a', orders })
  expect(openOrders(state).map((each) => [each.order, each.filled])).toEqual([
    ['2', '0.5'],
    ['late', '0'],
  ])
})

test('after a gap the list of open orders ends those that ended meanwhile', () => {
  const orders = [order('1'), order('2')]
  let state = ordersReducer(NO_ORDERS, { kind: 'open', account: 'a', orders })
  state = ordersReducer(state, told('3'))
  state = ordersReducer(state, told('other', { account: 'b' }))
  state = ordersReducer(state, { kind: 'resync' })
  state = ordersReducer(state, { kind: 'open', account: 'a', orders: [order('2')] })
  expect(openOrders(state).map((each) => each.order)).toEqual(['other', '2'])
})

test('every state that the server calls final is over', () => {
  const states = ['DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED'] as const
  expect(states.map((state) => isOver(order('1', { state })))).toEqual(states.map(() => true))
  expect(isOver(order('1', { state: 'PENDING_CANCEL' }))).toBe(false)
})

function book(heardAt: string, change: Partial<Book> = {}): Book {
  return {
    venue: 'okx',
    symbol: 'BTC-USDT-SWAP',
    bids: [
      { price: '99.9', quantity: '0.1' },
      { price: '99.8', quantity: '0.2' },
    ],
    asks: [{ price: '100.1', quantity: '1' }],
    at: heardAt,
    heardAt,
    stale: false,
    ...change,
  }
}

test('a book is replaced whole, never by an older one, but by one of another symbol', () => {
  let state = bookReducer(NO_BOOK, { kind: 'book', book: book(at(2)) })
  const before = state
  state = bookReducer(state, { kind: 'book', book: book(at(1)) })
  expect(state).toBe(before)
  state = bookReducer(state, { kind: 'book', book: book(at(1), { symbol: 'ETH-USDT-SWAP' }) })
  expect(state.book?.symbol).toBe('ETH-USDT-SWAP')
  expect(bookReducer(state, { kind: 'leave' })).toBe(NO_BOOK)

  const whole = bookReducer(NO_BOOK, { kind: 'book', book: book('2025-10-10T21:00:01Z') })
  const half = book('2025-10-10T21:00:01.500Z')
  expect(bookReducer(whole, { kind: 'book', book: half }).book).toBe(half)
})

test('totals of a book add up exactly', () => {
  const rungs = ladder(book(at(0)).bids, 10)
  expect(rungs.map((rung) => rung.total)).toEqual(['0.1', '0.3'])
  expect(rungs.at(-1)?.share).toBe(1)
  expect(spread(book(at(0)))).toBe('0.2')
  expect(spread(book(at(0), { asks: [], stale: true }))).toBeNull()
})

const trade = (id: string, second: number): Trade => ({
  id,
  price: '100',
  quantity: '1',
  buyerMaker: false,
  at: at(second),
})

test('a tape is newest first, says each trade once and does not grow without end', () => {
  let state = tradesReducer(NO_TRADES, { kind: 'trade', trade: trade('2', 2) })
  state = tradesReducer(state, { kind: 'snapshot', trades: [trade('1', 1), trade('2', 2)] })
  state = tradesReducer(state, { kind: 'trade', trade: trade('2', 2) })
  expect(state.trades.map((each) => each.id)).toEqual(['2', '1'])
  for (let n = 3; n < 200; n++) {
    state = tradesReducer(state, { kind: 'trade', trade: trade(String(n), n) })
  }
  expect(state.trades).toHaveLength(TAPE_MAX)
  expect(state.trades[0]?.id).toBe('199')
})

const candle = (minute: number, change: Partial<Candle> = {}): Candle => ({
  openTime: at(minute * 60),
  open: '100',
  high: '110',
  low: '90',
  close: '105',
  volume: '7',
  ...change,
})

const bar = (minute: number, change: Partial<Bar> = {}): Bar => ({
  ...candle(minute),
  venue: 'okx',
  symbol: 'BTC-USDT-SWAP',
  closed: false,
  whole: true,
  ...change,
})

test('the open minute moves the last candle, and the next one begins after it', () => {
  let state = candlesReducer(NO_CANDLES, { kind: 'snapshot', candles: [candle(0), candle(1)] })
  state = candlesReducer(state, { kind: 'bar', bar: bar(1, { close: '108' }) })
  state = candlesReducer(state, { kind: 'bar', bar: bar(2, { close: '101' }) })
  expect(state.candles.map((each) => each.close)).toEqual(['105', '108', '101'])
})

test('a minute whose beginning was missed keeps what is known, and is asked for when closed', () => {
  let state: CandlesState = { candles: [candle(0)], incomplete: false }
  const late = { open: '104', high: '106', low: '80', close: '81', volume: '3', whole: false }
  state = candlesReducer(state, { kind: 'bar', bar: bar(0, late) })
  expect(state.candles[0]).toMatchObject({ open: '100', high: '110', low: '80', volume: '7' })
  expect(state.incomplete).toBe(false)
  state = candlesReducer(state, { kind: 'bar', bar: bar(0, { ...late, closed: true }) })
  expect(state.incomplete).toBe(true)
  state = candlesReducer(state, { kind: 'snapshot', candles: [candle(0)] })
  expect(state).toEqual({ candles: [candle(0)], incomplete: false })
})

const position = (change: Partial<Position> = {}): Position => ({
  account: 'a',
  symbol: 'BTCUSDT',
  quantity: '1',
  entryPrice: '100',
  margin: '10',
  marginMode: 'ISOLATED',
  leverage: 10,
  markPrice: '100',
  unrealizedPnl: '0',
  liquidationPrice: '91',
  distance: '0.09',
  openedAt: at(0),
  updatedAt: at(0),
  ...change,
})

test('an exposure replaces everything at risk, and an older one nothing', () => {
  const accounts = (mark: string) => [
    { account: 'a', venue: 'okx', balances: [], positions: [position({ markPrice: mark })] },
  ]
  const exposure = { at: at(2), accounts: accounts('98') }
  let state = positionsReducer(NO_POSITIONS, { kind: 'exposure', exposure })
  state = positionsReducer(state, {
    kind: 'exposure',
    exposure: { at: at(1), accounts: accounts('200') },
  })
  expect(state.positions.get(positionKey('a', 'BTCUSDT'))?.markPrice).toBe('98')
  state = positionsReducer(state, { kind: 'exposure', exposure: { at: at(3), accounts: [] } })
  expect(state.positions.size).toBe(0)
})

test('a position of no quantity is closed, at once and before the next exposure', () => {
  let state = positionsReducer(NO_POSITIONS, { kind: 'position', position: position() })
  expect(state.positions.get(positionKey('a', 'BTCUSDT'))?.quantity).toBe('1')
  const closed = position({ quantity: '0.000', updatedAt: at(1) })
  state = positionsReducer(state, { kind: 'position', position: closed })
  expect(state.positions.size).toBe(0)
})

test('a balance changes what its account has of that asset', () => {
  const asset = { asset: 'USDT', wallet: '10', unrealizedPnl: '0', equity: '10', available: '9' }
  const exposure = {
    at: at(0),
    accounts: [{ account: 'a', venue: 'okx', balances: [asset], positions: [] }],
  }
  let state = positionsReducer(NO_POSITIONS, { kind: 'exposure', exposure })
  state = positionsReducer(state, {
    kind: 'balance',
    balance: { account: 'a', asset: 'USDT', wallet: '8', available: '7' },
  })
  expect(state.balances.get('a')).toEqual([{ ...asset, wallet: '8', available: '7' }])
})

const message = (id: string, read = false): Message => ({
  id,
  user: 'u',
  kind: 'k',
  title: 't',
  text: 'x',
  read,
  at: at(0),
})

test('unread messages are counted, each once', () => {
  let state = inboxReducer(NO_MESSAGES, { kind: 'snapshot', messages: [message('1')], unread: 1 })
  state = inboxReducer(state, { kind: 'message', message: message('2') })
  state = inboxReducer(state, { kind: 'message', message: message('2') })
  expect([state.messages.length, state.unread]).toEqual([2, 2])
  state = inboxReducer(state, { kind: 'read', id: '1' })
  state = inboxReducer(state, { kind: 'read', id: '1' })
  expect(state.unread).toBe(1)
  state = inboxReducer(state, { kind: 'allRead' })
  expect(state.messages.every((each) => each.read)).toBe(true)
})
