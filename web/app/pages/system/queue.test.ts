import { expect, test } from 'vitest'
import { queueOf } from './queue'

test.each([
  [10, 0, 'good'],
  [10, 4.9, 'good'],
  [10, 5, 'warn'],
  [10, 60, 'bad'],
  [null, null, 'silent'],
  [10, null, 'silent'],
] as const)('head %s and a lag of %s are %s', (head, lagSeconds, word) => {
  expect(queueOf({ head, lagSeconds })).toBe(word)
})
