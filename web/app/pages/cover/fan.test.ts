import { expect, test } from 'vitest'
import type { Schema } from '@/api/client'
import { draw, fanAt, priceRange, type Frame } from './fan'

const FRAME: Frame = { width: 1_000, height: 400, left: 0, right: 0, top: 0, bottom: 0 }

function paths(samples: Schema<'SamplePath'>[], barrier = '90'): Schema<'QuotePaths'> {
  const fan = [0, 1_800, 3_600].map((seconds, at) => ({
    seconds,
    p5: 100 - 4 * at,
    p25: 100 - 2 * at,
    p50: 100,
    p75: 100 + 2 * at,
    p95: 100 + 4 * at,
  }))
  return {
    quote: 'q',
    model: 'JUMPS',
    simulated: 5_000,
    mark: '100',
    barrier,
    side: 'LONG',
    termSeconds: 3_600,
    waitingSeconds: 900,
    probability: 0.02,
    touched: 0.021,
    touchedWaiting: 0.001,
    fan,
    paths: samples,
  }
}

test('the picture holds fan and barrier, with room around', () => {
  const [low, high] = priceRange(paths([]))
  expect(low).toBeLessThan(90)
  expect(high).toBeGreaterThan(108)
})

test('a sample that wanders off does not press the rest flat', () => {
  const [low, high] = priceRange(paths([{ prices: [100, 20, 500], touchedAtSeconds: 900 }]))
  expect(low).toBeGreaterThan(70)
  expect(high).toBeLessThan(130)
})

test('a sample breaks at its touch, which lies on the barrier', () => {
  const drawn = draw(paths([{ prices: [100, 85, 88], touchedAtSeconds: 1_200 }]), FRAME)
  const [sample] = drawn.samples
  expect(sample?.touch).toEqual([drawn.x(1_200), drawn.y(90)])
  expect(sample?.early).toBe(false)
  expect(sample?.after).toContain('L')
})

test('a touch in the waiting period is told apart', () => {
  const drawn = draw(paths([{ prices: [100, 85, 88], touchedAtSeconds: 600 }]), FRAME)
  expect(drawn.samples[0]?.early).toBe(true)
})

test('a sample without a touch is one line', () => {
  const drawn = draw(paths([{ prices: [100, 101, 99], touchedAtSeconds: null }]), FRAME)
  expect(drawn.samples[0]).toMatchObject({ after: '', touch: null })
})

test('higher prices are higher, later times further right', () => {
  const drawn = draw(paths([]), FRAME)
  expect(drawn.y(108)).toBeLessThan(drawn.y(100))
  expect(drawn.x(3_600)).toBe(1_000)
})

test('the fan is read between its points', () => {
  const { fan } = paths([])
  expect(fanAt(fan, 900)).toMatchObject({ p5: 98, p50: 100, p95: 102 })
  expect(fanAt(fan, 99_999)).toMatchObject({ p5: 92 })
  expect(fanAt([], 10)).toBeNull()
})
