import { expect, test } from 'vitest'
import { newId } from './ids'

test('ids are UUIDs of version 7 that sort by their time', () => {
  const early = newId(1_700_000_000_000)
  const late = newId(1_800_000_000_000)
  expect(early).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < late).toBe(true)
  expect(newId()).not.toBe(newId())
})
