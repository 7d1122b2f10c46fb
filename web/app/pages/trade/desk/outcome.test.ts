import { expect, test } from 'vitest'
import { Problem } from '@/api/errors'
import { order } from '../../../../mock-api/desk-data'
import { activeKill, stepsOf, type Kill } from './kills'
import { outcomeOf, outcomeOfList } from './outcome'
import { isLost } from './useSending'

test('what became of an order is said as it is', () => {
  const kinds = (
    ['ACCEPTED', 'EMULATED', 'UNKNOWN', 'DENIED', 'EXPIRED', 'SUBMITTED'] as const
  ).map((state) => outcomeOf(order(1, { state })).kind)
  expect(kinds).toEqual(['open', 'held', 'unknown', 'denied', 'ended', 'sent'])
})

test('of a list the worst is told', () => {
  const list = [order(1, { state: 'ACCEPTED' }), order(2, { state: 'UNKNOWN' })]
  expect(outcomeOfList(list)?.kind).toBe('unknown')
  expect(outcomeOfList([...list, order(3, { state: 'REJECTED' })])?.kind).toBe('rejected')
  expect(outcomeOfList([order(1, { state: 'FILLED' })])?.kind).toBe('filled')
  expect(outcomeOfList([])).toBeNull()
})

test('a lost answer is no refusal', () => {
  expect(isLost(new TypeError('network'))).toBe(true)
  expect(isLost(new Problem(500, 'internal_error', ''))).toBe(true)
  expect(isLost(new Problem(503, 'peer_unavailable', ''))).toBe(true)
  expect(isLost(new Problem(503, 'engine_full', ''))).toBe(false)
  expect(isLost(new Problem(422, 'off_tick', ''))).toBe(false)
})

const kill = (news: Partial<Kill>): Kill => ({
  kill: 'k',
  scope: { kind: 'ACCOUNT', account: 'mine' },
  state: 'DONE',
  person: 'me',
  by: 'me',
  why: 'test',
  startedAt: '2025-10-10T21:00:00Z',
  liftedBy: '',
  liftedWhy: '',
  accounts: [],
  ...news,
})
const report = (step: Kill['accounts'][number]['step']): Kill['accounts'][number] => ({
  account: 'mine',
  venue: 'binance',
  step,
  attempt: 1,
  cancelled: [],
  closed: [],
  left: [],
  deadMan: 'NOT_YET',
  words: '',
  startedAt: '2025-10-10T21:00:00Z',
  updatedAt: '2025-10-10T21:00:00Z',
})

test('an account is stopped by what has it in its scope, until that is lifted', () => {
  const at = { account: 'mine', venue: 'binance', user: 'me' }
  const own = kill({ accounts: [report('DONE')] })
  expect(activeKill([own], at)).toBe(own)
  expect(activeKill([kill({ ...own, state: 'LIFTED' })], at)).toBeNull()
  const later = kill({ scope: { kind: 'ALL', user: 'me' } })
  expect(activeKill([later], at)).toBe(later)
  expect(activeKill([kill({ scope: { kind: 'ALL', user: 'other' } })], at)).toBeNull()
  expect(activeKill([kill({ scope: { kind: 'VENUE', venue: 'okx' } })], at)).toBeNull()
  const label = { kind: 'STRATEGY' as const, strategy: 'swing' }
  expect(activeKill([kill({ ...own, scope: label })], at)).toBeNull()
})

test('the steps of a kill follow each other', () => {
  const states = (step: Parameters<typeof report>[0]) =>
    stepsOf(report(step)).map((each) => each.state)
  expect(states('FLATTEN')).toEqual(['done', 'now', 'waits', 'waits', 'waits'])
  expect(states('DONE')).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(states('FAILED')).toEqual(['done', 'done', 'failed', 'waits', 'waits'])
})
