import { expect, test } from 'vitest'
import { isRunning, progress, stages } from './clock'

const POLICY = {
  boundAt: '2025-10-10T21:00:00Z',
  coverFrom: '2025-10-10T21:15:00Z',
  coverUntil: '2025-10-10T22:00:00Z',
}
const at = (time: string) => Date.parse(`2025-10-10T${time}Z`)

test('while it waits, only the waiting passes', () => {
  expect(progress(POLICY, at('21:05:00'))).toEqual({ waiting: 0.25, waited: 1 / 3, passed: 0 })
})

test('afterwards the cover passes, and no further than its end', () => {
  expect(progress(POLICY, at('21:30:00'))).toEqual({ waiting: 0.25, waited: 1, passed: 1 / 3 })
  expect(progress(POLICY, at('23:00:00')).passed).toBe(1)
})

test('without a waiting period nothing waits', () => {
  const policy = { ...POLICY, coverFrom: POLICY.boundAt }
  expect(progress(policy, at('21:30:00'))).toEqual({ waiting: 0, waited: 1, passed: 0.5 })
})

test('running policies wait or are in force', () => {
  expect(isRunning({ state: 'WAITING' })).toBe(true)
  expect(isRunning({ state: 'ACTIVE' })).toBe(true)
  expect(isRunning({ state: 'EXHAUSTED' })).toBe(false)
})

test('a claim goes through five stages, and may stop at two of them', () => {
  expect(stages('EVIDENCE_PENDING')).toEqual({ done: 1, failed: false })
  expect(stages('VERIFICATION_FAILED')).toEqual({ done: 2, failed: true })
  expect(stages('DECLINED')).toEqual({ done: 3, failed: true })
  expect(stages('PAID')).toEqual({ done: 5, failed: false })
})
