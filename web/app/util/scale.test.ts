import { expect, test } from 'vitest'
import { band, clockTicks, line, scale, steps, ticks, timeTicks } from './scale'

test('a scale goes there and back, also upside down', () => {
  const there = scale([100, 200], [300, 0])
  expect(there(100)).toBe(300)
  expect(there(150)).toBe(150)
  expect(there.back(75)).toBe(175)
})

test('a scale of nothing stays where it begins', () => {
  expect(scale([5, 5], [0, 10])(5)).toBe(0)
})

test.each([
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [104_783, 122_574, 4, [105_000, 110_000, 115_000, 120_000]],
  [-0.02, 0.05, 3, [0, 0.025, 0.05]],
])('ticks between %d and %d are round', (low, high, about, expected) => {
  expect(ticks(low, high, about)).toEqual(expected)
})

test('ticks where there is no room are one', () => {
  expect(ticks(3, 3, 5)).toEqual([3])
})

test('spans of time are cut at round hours', () => {
  expect(timeTicks(3_600, 4)).toEqual([0, 900, 1_800, 2_700, 3_600])
  expect(timeTicks(604_800, 7)).toHaveLength(8)
})

test('moments are cut at round hours of the clock', () => {
  const from = Date.parse('2025-10-10T20:10:00Z')
  const cut = clockTicks(from, from + 4 * 3_600_000, 4)
  expect(cut).toHaveLength(4)
  expect(cut.every((at) => new Date(at).getMinutes() === 0)).toBe(true)
})

test('lines, steps and bands are paths', () => {
  const places = [
    [0, 1],
    [2, 3],
  ] as const
  expect(line(places)).toBe('M0.0 1.0L2.0 3.0')
  expect(steps(places)).toBe('M0.0 1.0H2.0V3.0')
  expect(band(places, [[0, 9]])).toBe('M0.0 1.0L2.0 3.0L0.0 9.0Z')
  expect(band([], [])).toBe('')
})
