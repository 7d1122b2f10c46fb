import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { now, serverSays } from './server-time'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') })
})

afterEach(() => {
  serverSays(new Date().toISOString())
  vi.useRealTimers()
})

test('the time is the server’s, and goes on by itself', () => {
  serverSays('2025-10-10T21:00:00Z')
  vi.advanceTimersByTime(60_000)
  expect(new Date(now()).toISOString()).toBe('2025-10-10T21:01:00.000Z')
})

test('the way that an answer takes moves no clock, and nonsense neither', () => {
  serverSays('2026-01-01T00:00:01Z')
  serverSays('soon')
  expect(now()).toBe(Date.now())
})
