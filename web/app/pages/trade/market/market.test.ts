import { expect, test } from 'vitest'
import type { Schema } from '@/api/client'
import type { Order, Trade } from '@/live/shapes'
import { fillsReducer, NO_FILLS } from '../fills'
import { useIntent } from '../intent'
import { markReducer } from './feeds'
import { grouped, rounded, rows } from './rows'
import { found } from './search'
import { direction, shortened, ticker } from './ticker'

const level = (price: string, quantity: string) => ({ price, quantity })

test('a grouped book never looks better than it is', () => {
  expect(
    grouped([level('100.9', '1'), level('100.1', '2'), level('99.9', '4')], 'bid', '1'),
  ).toEqual([level('100', '3'), level('99', '4')])
  expect(
    grouped([level('101.1', '1'), level('101.9', '2'), level('102', '4')], 'ask', '1'),
  ).toEqual([level('102', '7')])
  expect(rounded('117005.4', 'bid', '0.1')).toBe('117005.4')
})

test('both sides share one scale, and own orders stand at their level', () => {
  const mine = [
    { side: 'BUY', price: '100.4', quantity: '0.5', filled: '0.2', state: 'ACCEPTED' },
    { side: 'BUY', price: '100', quantity: '0.1', filled: '0', state: 'ACCEPTED' },
    { side: 'SELL', price: '105', quantity: '1', filled: '0', state: 'EMULATED' },
    {
      side: 'SELL',
      price: '102',
      quantity: '1',
      filled: '0',
      state: 'ACCEPTED',
      trigger: { kind: 'STOP', price: '102' },
    },
  ] as Order[]
  const shown = rows(
    {
      bids: [level('100.4', '1'), level('99.5', '3')],
      asks: [level('102', '1'), level('105', '7')],
    },
    mine,
    '1',
    5,
  )
  expect(shown.bids).toEqual([
    { price: '100', quantity: '1', total: '1', share: 0.125, own: '0.4' },
    { price: '99', quantity: '3', total: '4', share: 0.5, own: null },
  ])
  expect(shown.asks.map(({ total, share, own }) => [total, share, own])).toEqual([
    ['1', 0.125, null],
    ['8', 1, null],
  ])
  expect(shown.bidShare).toBeCloseTo(1 / 3)
})

test('an empty book has rows for nobody', () => {
  expect(rows({ bids: [], asks: [] }, [], '1', 5)).toEqual({ bids: [], asks: [], bidShare: null })
})

const summary = {
  last: '110',
  change: '10',
  changeRatio: '0.1',
  high: '112',
  low: '99',
  volume: '5000',
} as Schema<'Summary'>

test('the day moves on with the newest price', () => {
  expect(ticker(summary, '120')).toEqual({
    last: '120',
    change: '20',
    changeRatio: '0.2',
    high: '120',
    low: '99',
    volume: '5000',
  })
  expect(ticker(summary, null)).toMatchObject({ last: '110', change: '10', changeRatio: '0.1' })
  expect(ticker(summary, '98').low).toBe('98')
})

test('without the server’s day there is only the price', () => {
  expect(ticker(undefined, '120')).toMatchObject({ last: '120', change: null, high: null })
  expect(ticker(undefined, null).last).toBeNull()
})

test('the direction is that of the last trade with another price', () => {
  const trades = (...prices: string[]) => prices.map((price) => ({ price }) as Trade)
  expect(direction(trades('2', '2', '1'))).toBe(1)
  expect(direction(trades('1', '1.0', '2'))).toBe(-1)
  expect(direction(trades('1', '1'))).toBe(0)
  expect(direction([])).toBe(0)
})

test('large numbers are shortened, others are not', () => {
  expect(shortened('38400.123')).toBe('38.40K')
  expect(shortened('12345678')).toBe('12.35M')
  expect(shortened('9999')).toBeNull()
  expect(shortened(null)).toBeNull()
})

test('an older mark changes nothing', () => {
  const mark = (at: string) => ({ at }) as Schema<'MarkPrice'>
  const state = { mark: mark('2025-10-10T21:00:01Z') }
  expect(markReducer(state, mark('2025-10-10T21:00:00Z'))).toBe(state)
  expect(markReducer(state, mark('2025-10-10T21:00:01.5Z')).mark?.at).toContain('01.5')
})

test('instruments are found by any of their names', () => {
  const all = [
    { venue: 'binance', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' },
    { venue: 'okx', symbol: 'BTC-USDT-SWAP', base: 'BTC', quote: 'USDT' },
    { venue: 'okx', symbol: 'ETH-USDT-SWAP', base: 'ETH', quote: 'USDT' },
  ] as Schema<'Instrument'>[]
  const symbols = (text: string) => found(all, text).map(({ symbol }) => symbol)
  expect(symbols('btcusdt')).toEqual(['BTCUSDT', 'BTC-USDT-SWAP'])
  expect(symbols('okx eth')).toEqual(['ETH-USDT-SWAP'])
  expect(symbols('')).toHaveLength(3)
  expect(symbols('doge')).toEqual([])
})

test('a fill is known once, the newest first', () => {
  const fill = (tradeId: string, at: string) =>
    ({ account: 'a', symbol: 'BTCUSDT', tradeId, at }) as Schema<'Fill'>
  const first = fillsReducer(NO_FILLS, { kind: 'fill', fill: fill('1', '2025-10-10T21:00:00Z') })
  const both = fillsReducer(first, {
    kind: 'snapshot',
    account: 'a',
    fills: [fill('1', '2025-10-10T21:00:00Z'), fill('2', '2025-10-10T21:00:05Z')],
  })
  expect(both.fills.map(({ tradeId }) => tradeId)).toEqual(['2', '1'])
  expect(fillsReducer(both, { kind: 'fill', fill: fill('2', '2025-10-10T21:00:05Z') })).toBe(both)
})

test('the same price clicked twice is two wishes, and a cleared one leaves nothing', () => {
  const { wish, clear } = useIntent.getState()
  wish({ price: '100', side: 'BUY' })
  wish({ price: '100' })
  expect(useIntent.getState()).toMatchObject({ price: '100', turn: 2 })
  expect(useIntent.getState().side).toBeUndefined()
  clear()
  expect(useIntent.getState()).toMatchObject({ turn: 2 })
  expect(useIntent.getState().price).toBeUndefined()
})
