import { expect, test, vi } from 'vitest'
import recorded from '../../test/recordings/trading.json'
import { bookReducer, NO_BOOK } from './book'
import { candlesReducer, NO_CANDLES } from './candles'
import { NO_ORDERS, openOrders, ordersReducer } from './orders'
import { NO_POSITIONS, positionsReducer } from './positions'
import type { Bar, Book, Fill, LiveExposure, Order, Position, Trade } from './shapes'
import { LiveSocket } from './socket'
import { NO_TRADES, tradesReducer } from './trades'

/**
 * What a real server said while somebody traded at the simulated exchange, and what it answered when
 * it was asked at the end. A picture that is kept by the stream must be the server's.
 */
interface Recording {
  user: string
  account: string
  venue: string
  symbol: string
  frames: Record<string, unknown>[]
  end: { open: { orders: Order[] }; positions: { positions: Position[] }; fills: { fills: Fill[] } }
}

const recording = recorded as unknown as Recording

/** Plays the frames through a socket; `without` says which of them got lost on the way. */
async function played(without: (frame: Record<string, unknown>, at: number) => boolean) {
  const wire = new EventTarget() as WebSocket
  const sent: string[] = []
  Object.assign(wire, {
    readyState: WebSocket.OPEN,
    send: (text: string) => sent.push(text),
    close: () => undefined,
  })
  const live = new LiveSocket({
    url: () => 'ws://desk.test',
    token: () => Promise.resolve('token'),
    open: () => wire,
  })
  const { user, venue, symbol } = recording
  const told = {
    book: NO_BOOK,
    trades: NO_TRADES,
    candles: NO_CANDLES,
    orders: NO_ORDERS,
    positions: NO_POSITIONS,
    fills: [] as Fill[],
    resyncs: 0,
  }
  const on = (topic: string, message: (data: unknown) => void) =>
    live.subscribe(topic, { message, resync: () => told.resyncs++ })
  on(`marketdata.book.${venue}.${symbol}`, (data) => {
    told.book = bookReducer(told.book, { kind: 'book', book: data as Book })
  })
  on(`marketdata.bar.${venue}.${symbol}`, (data) => {
    told.candles = candlesReducer(told.candles, { kind: 'bar', bar: data as Bar })
  })
  on(`marketdata.trades.${venue}.${symbol}`, (data) => {
    told.trades = tradesReducer(told.trades, { kind: 'trade', trade: data as Trade })
  })
  on(`trading.orders.${user}`, (data) => {
    told.orders = ordersReducer(told.orders, { kind: 'order', order: data as Order })
  })
  on(`trading.positions.${user}`, (data) => {
    const position = data as Position
    told.positions = positionsReducer(told.positions, { kind: 'position', position })
  })
  on(`trading.exposure.${user}`, (data) => {
    const exposure = data as LiveExposure
    told.positions = positionsReducer(told.positions, { kind: 'exposure', exposure })
  })
  on(`trading.fills.${user}`, (data) => told.fills.push(data as Fill))
  live.start()
  await vi.waitFor(() => expect(live.state()).toBe('connecting'))
  await Promise.resolve()
  recording.frames
    .filter((frame, at) => !without(frame, at))
    .forEach((frame) =>
      wire.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) })),
    )
  live.stop()
  return { told, sent }
}

test('orders, positions and fills of the stream are those that the server has', async () => {
  const { told, sent } = await played(() => false)
  const asked = (order: Order) => [order.order, order.state, order.filled]
  expect(openOrders(told.orders).map(asked)).toEqual(recording.end.open.orders.map(asked))
  const open = [...told.positions.positions.values()]
  expect(open.map((each) => [each.symbol, each.quantity, each.entryPrice])).toEqual(
    recording.end.positions.positions.map((each) => [each.symbol, each.quantity, each.entryPrice]),
  )
  expect(told.fills.map((fill) => fill.tradeId).toSorted()).toEqual(
    recording.end.fills.fills.map((fill) => fill.tradeId).toSorted(),
  )
  // Nothing was missed, so nothing was asked for twice.
  expect(sent.filter((text) => text.includes('unsubscribe'))).toEqual([])
})

test('the book has best prices first, and never crosses', async () => {
  const { told } = await played(() => false)
  const { book } = told.book
  const numbers = (levels: readonly { price: string }[]) => levels.map(({ price }) => Number(price))
  const bids = numbers(book?.bids ?? [])
  const asks = numbers(book?.asks ?? [])
  expect(bids.length).toBeGreaterThan(0)
  expect(bids).toEqual(bids.toSorted((a, b) => b - a))
  expect(asks).toEqual(asks.toSorted((a, b) => a - b))
  expect(bids[0]).toBeLessThan(asks[0] ?? 0)
})

test('candles and tape go forward', async () => {
  const { told } = await played(() => false)
  const times = told.candles.candles.map((candle) => Date.parse(candle.openTime))
  expect(times.length).toBeGreaterThan(0)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const tape = told.trades.trades.map((trade) => Date.parse(trade.at))
  expect(tape.length).toBeGreaterThan(0)
  expect(tape).toEqual(tape.toSorted((a, b) => b - a))
})

test('where one order message is lost, the topic is asked for again and the whole with it', async () => {
  const topic = `trading.orders.${recording.user}`
  const ofOrders = recording.frames.filter((frame) => frame['topic'] === topic && 'data' in frame)
  const lost = ofOrders[Math.floor(ofOrders.length / 2)]
  const { sent } = await played((frame) => frame === lost)
  expect(sent.filter((text) => text.includes(topic)).slice(-2)).toEqual([
    JSON.stringify({ op: 'unsubscribe', topic }),
    JSON.stringify({ op: 'subscribe', topic }),
  ])
})
