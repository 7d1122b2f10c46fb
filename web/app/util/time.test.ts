import { expect, test } from 'vitest'
import { clock, writtenDistance, writtenTime } from './time'

test('a clock counts days, hours, minutes and seconds, and ends at nothing', () => {
  expect(clock(((2 * 24 + 3) * 3600 + 14 * 60 + 9) * 1000)).toBe('2d 03:14:09')
  expect(clock(65_000)).toBe('01:05')
  expect(clock(-5)).toBe('00:00')
})

test('a distance is said in the largest unit that fits', () => {
  const now = Date.UTC(2026, 0, 1)
  expect(writtenDistance(now - 190_000, now, 'en')).toBe('3 min. ago')
  expect(writtenDistance(now + 2 * 86_400_000, now, 'zh')).toContain('后天')
})

test('what is no time is a dash', () => {
  expect(writtenTime('soon', 'both', 'en')).toBe('–')
})
