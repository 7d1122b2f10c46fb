import { expect, test } from 'vitest'
import type { Schema } from '@/api/client'
import type { Fill, Order, Position } from '@/live/shapes'
import { inForce, linesOf, mineIn } from './lines'
import { fillMarks } from './marks'

const order = (part: Partial<Order>): Order => ({
  account: 'a',
  clientOrderId: 'c',
  createdAt: '2025-10-10T21:00:00Z',
  filled: '0',
  order: 'o1',
  quantity: '0.5',
  reason: '',
  reduceOnly: false,
  side: 'BUY',
  state: 'ACCEPTED',
  strategy: '',
  symbol: 'BTCUSDT',
  timeInForce: 'GTC',
  type: 'LIMIT',
  updatedAt: '2025-10-10T21:00:00Z',
  venueOrderId: 'v',
  ...part,
})

const position: Position = {
  account: 'a',
  symbol: 'BTCUSDT',
  quantity: '-0.5',
  entryPrice: '112000',
  margin: '100',
  marginMode: 'ISOLATED',
  leverage: 20,
  markPrice: '111000',
  unrealizedPnl: '500',
  openedAt: '2025-10-10T21:00:00Z',
  updatedAt: '2025-10-10T21:00:00Z',
}

const policy = (part: object) =>
  ({
    policy: 'p1',
    account: 'a',
    symbol: 'BTCUSDT',
    state: 'ACTIVE',
    barrier: '108240',
    ...part,
  }) as Schema<'Policy'>

test('every price that is mine is a line', () => {
  const lines = linesOf({
    mark: '111000',
    position: { ...position, liquidationPrice: '117000' },
    orders: [
      order({ order: 'limit', price: '110000' }),
      order({
        order: 'stop',
        side: 'SELL',
        type: 'MARKET',
        trigger: { kind: 'STOP', price: '109000' },
      }),
      order({
        order: 'triggered',
        state: 'TRIGGERED',
        price: '108000',
        trigger: { kind: 'STOP', price: '109000' },
      }),
      order({ order: 'market', type: 'MARKET' }),
    ],
    policies: [policy({})],
  })
  expect(lines.map(({ id, kind, price, waits }) => [id, kind, price, waits])).toEqual([
    ['mark', 'mark', '111000', undefined],
    ['entry', 'entry', '112000', undefined],
    ['liquidation', 'liquidation', '117000', undefined],
    ['barrier p1', 'barrier', '108240', undefined],
    ['order limit', 'buy', '110000', false],
    ['order stop', 'sell', '109000', true],
    ['order triggered', 'buy', '108000', false],
  ])
})

test('without a position, a mark or a liquidation price there is no such line', () => {
  expect(linesOf({ mark: null, position: null, orders: [], policies: [] })).toEqual([])
  const [entry, ...others] = linesOf({ mark: null, position, orders: [], policies: [] })
  expect(entry?.quantity).toBe('-0.5')
  expect(others).toEqual([])
})

test('only policies in force of this account and symbol have a barrier', () => {
  const all = [
    policy({ policy: 'active' }),
    policy({ policy: 'waiting', state: 'WAITING' }),
    policy({ policy: 'over', state: 'EXPIRED' }),
    policy({ policy: 'other', symbol: 'ETHUSDT' }),
    policy({ policy: 'theirs', account: 'b' }),
  ]
  expect(inForce(all, 'a', 'BTCUSDT').map((each) => each.policy)).toEqual(['active', 'waiting'])
  expect(inForce(all, null, 'BTCUSDT')).toEqual([])
})

test('orders that have ended, or are elsewhere, are not drawn', () => {
  const orders = [
    order({ order: '1' }),
    order({ order: '2', state: 'FILLED' }),
    order({ order: '3', symbol: 'ETHUSDT' }),
    order({ order: '4', account: 'b' }),
  ]
  const known = new Map(orders.map((each) => [each.order, each]))
  expect(mineIn(known, 'a', 'BTCUSDT').map((each) => each.order)).toEqual(['1'])
})

test('fills within one bar are one mark for each side, added exactly', () => {
  const fill = (part: Partial<Fill>) =>
    ({ account: 'a', symbol: 'BTCUSDT', side: 'BUY', quantity: '0.1', ...part }) as Fill
  const marks = fillMarks(
    [
      fill({ at: '2025-10-10T21:04:59Z', quantity: '0.2' }),
      fill({ at: '2025-10-10T21:04:01Z' }),
      fill({ at: '2025-10-10T21:04:00Z', side: 'SELL', quantity: '0.3' }),
      fill({ at: '2025-10-10T20:59:59Z' }),
      fill({ at: '2025-10-10T21:04:00Z', symbol: 'ETHUSDT' }),
      fill({ at: '2025-10-10T21:04:00Z', account: 'b' }),
    ],
    'a',
    'BTCUSDT',
    300,
  )
  const minute = (time: string) => Date.parse(time) / 1000
  expect(marks).toEqual([
    { time: minute('2025-10-10T20:55:00Z'), side: 'BUY', quantity: '0.1' },
    { time: minute('2025-10-10T21:00:00Z'), side: 'BUY', quantity: '0.3' },
    { time: minute('2025-10-10T21:00:00Z'), side: 'SELL', quantity: '0.3' },
  ])
})
