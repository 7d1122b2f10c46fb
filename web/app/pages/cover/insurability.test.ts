import { expect, test } from 'vitest'
import {
  acceptedSeconds,
  likelySeconds,
  longestOnSale,
  refusedField,
  room,
  verdict,
} from './insurability'

const TERMS = ['PT1H', 'PT4H', 'PT8H', 'PT24H', 'PT72H', 'PT168H']

test('d shrinks with the root of the term', () => {
  // 20x at a volatility of 80 %: 24 h have d = 1.09; d = 2 is reached at 7.1 hours.
  expect(acceptedSeconds({ index: 1.09, term: 'PT24H' }, 2) / 3_600).toBeCloseTo(7.13, 2)
})

test('the longest term on sale is one that fits', () => {
  expect(longestOnSale(TERMS, 7.33 * 3_600)).toBe('PT4H')
  expect(longestOnSale(TERMS, 604_800)).toBe('PT168H')
  expect(longestOnSale(TERMS, 1_800)).toBeNull()
})

test('a position is compared with a fresh one as far from its barrier', () => {
  const step = { leverage: 20, barrier: '95', acceptSeconds: 26_400, referSeconds: 47_000 }
  const terms = {
    venue: 'binance',
    symbol: 'BTCUSDT',
    side: 'LONG',
    mark: '100',
    maintenanceRate: '0.004',
    accept: '2',
    refuse: '1.5',
    waitingSeconds: 900,
    terms: TERMS,
    steps: [step],
    at: '2025-10-10T21:00:00Z',
  }
  expect(likelySeconds(terms, '95')).toBe(26_400)
  expect(likelySeconds(terms, '90.25')).toBe(4 * 26_400)
  expect(likelySeconds(terms, null)).toBeNull()
})

test('the verdict follows the limits', () => {
  expect(verdict(1.49, 2, 1.5)).toBe('refused')
  expect(verdict(1.5, 2, 1.5)).toBe('referred')
  expect(verdict(2, 2, 1.5)).toBe('accepted')
})

test('a refusal stands beside the field that can change it', () => {
  const quote = (code: string, term = 'PT24H') => ({ code, state: 'REJECTED' as const, term })
  expect(refusedField(quote('U01'), 900)).toBe('term')
  expect(refusedField(quote('REFER'), 900)).toBe('term')
  expect(refusedField(quote('U02'), 900)).toBe('sumInsured')
  expect(refusedField(quote('U03'), 900)).toBe('position')
  expect(refusedField(quote('U03', 'PT1H'), 3_600)).toBe('term')
  expect(refusedField(quote('U06'), 900)).toBe('position')
  expect(refusedField(quote(''), 900)).toBeNull()
})

test('room to the barrier has the sign of the side', () => {
  expect(room('LONG', '100', '95')).toBeCloseTo(0.05)
  expect(room('SHORT', '100', '105')).toBeCloseTo(0.05)
  expect(room('LONG', '94', '95')).toBeLessThan(0)
})
