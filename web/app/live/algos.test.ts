import { expect, test } from 'vitest'
import type { Schema } from '@/api/client'
import { algosOf, algosReducer, isAlgoOver, NO_ALGOS } from './algos'

const algo = (id: string, minute: number, news: Partial<Schema<'Algo'>> = {}): Schema<'Algo'> => ({
  order: {
    algo: id,
    account: 'mine',
    symbol: 'BTCUSDT',
    side: 'BUY',
    quantity: '1',
    tactic: { algorithm: 'TWAP', slices: 4 },
  },
  state: 'ACCEPTED',
  pause: 'NONE',
  filled: '0',
  open: '0',
  parts: 0,
  reason: '',
  createdAt: '2025-10-10T21:00:00Z',
  updatedAt: `2025-10-10T21:0${minute}:00Z`,
  ...news,
})

test('news replaces, old news changes nothing', () => {
  const first = algosReducer(NO_ALGOS, { kind: 'snapshot', account: 'mine', algos: [algo('a', 2)] })
  const next = algosReducer(first, { kind: 'algo', algo: algo('a', 3, { filled: '0.5' }) })
  expect(next.algos.get('a')?.filled).toBe('0.5')
  expect(algosReducer(next, { kind: 'algo', algo: algo('a', 1) })).toBe(next)
})

test('nothing leaves a state that is final', () => {
  const over = algosReducer(NO_ALGOS, { kind: 'algo', algo: algo('a', 2, { state: 'CANCELED' }) })
  expect(algosReducer(over, { kind: 'algo', algo: algo('a', 2) })).toBe(over)
  expect([...over.algos.values()].map(isAlgoOver)).toEqual([true])
})

test('the newest of an account come first', () => {
  const state = algosReducer(NO_ALGOS, {
    kind: 'snapshot',
    account: 'mine',
    algos: [algo('a', 1), algo('b', 1, { createdAt: '2025-10-10T22:00:00Z' })],
  })
  expect(algosOf(state, 'mine').map((each) => each.order.algo)).toEqual(['b', 'a'])
  expect(algosOf(state, 'other')).toEqual([])
  expect(algosReducer(state, { kind: 'leave' })).toBe(NO_ALGOS)
})
