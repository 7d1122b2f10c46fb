import { expect, test } from 'vitest'
import { bar, changedFrom, combined, INTERVALS, MINUTE, type Bar } from './bars'

const at = (minute: number, close: number, part: Partial<Bar> = {}): Bar => ({
  time: minute * 60,
  open: close - 1,
  high: close + 2,
  low: close - 2,
  close,
  volume: 10,
  ...part,
})

const five = INTERVALS[1] ?? MINUTE
const quarter = INTERVALS[2] ?? MINUTE

test('a candle of the server becomes numbers and seconds', () => {
  expect(
    bar({
      openTime: '2025-10-10T21:15:00Z',
      open: '112000.10',
      high: '112050.00',
      low: '111900.00',
      close: '111950.50',
      volume: '12.345',
    }),
  ).toEqual({
    time: Date.parse('2025-10-10T21:15:00Z') / 1000,
    open: 112000.1,
    high: 112050,
    low: 111900,
    close: 111950.5,
    volume: 12.345,
  })
})

test('minutes replace the server’s candles from where they begin', () => {
  const bars = combined([at(0, 10), at(1, 11), at(2, 12)], [at(2, 20), at(3, 21)], MINUTE)
  expect(bars.map(({ time, close }) => [time / 60, close])).toEqual([
    [0, 10],
    [1, 11],
    [2, 20],
    [3, 21],
  ])
})

test('minutes are put together, and a candle known only in part is the server’s', () => {
  const base = [at(0, 10, { volume: 50 }), at(5, 15, { volume: 50 })]
  // The minutes begin in the middle of the second candle: it stays whole.
  const bars = combined(
    base,
    [7, 8, 9, 10, 11].map((minute) => at(minute, minute)),
    five,
  )
  expect(bars).toEqual([
    at(0, 10, { volume: 50 }),
    at(5, 15, { volume: 50 }),
    { time: 600, open: 9, high: 13, low: 8, close: 11, volume: 20 },
  ])
})

test('longer candles are put together from the server’s shorter ones', () => {
  const bars = combined([at(0, 10), at(5, 30), at(10, 5), at(15, 7)], [], quarter)
  expect(bars).toEqual([{ time: 0, open: 9, high: 32, low: 3, close: 5, volume: 30 }, at(15, 7)])
})

test('nothing known is nothing drawn, and minutes alone are enough', () => {
  expect(combined([], [], five)).toEqual([])
  expect(combined([], [at(5, 1)], five)).toEqual([at(5, 1)])
})

test('a chart is told of the end alone where only the end differs', () => {
  const before = [at(0, 1), at(1, 2), at(2, 3)]
  expect(changedFrom(before, [at(0, 1), at(1, 2), at(2, 4)])).toBe(2)
  expect(changedFrom(before, [at(0, 1), at(1, 2), at(2, 4), at(3, 5)])).toBe(2)
  expect(changedFrom(before, [at(0, 1), at(1, 9), at(2, 3)])).toBeNull()
  expect(changedFrom(before, [at(1, 2), at(2, 3), at(3, 4)])).toBeNull()
  expect(changedFrom(before, before.slice(1))).toBeNull()
  expect(changedFrom([], before)).toBeNull()
})
