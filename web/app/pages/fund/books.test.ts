import { expect, test } from 'vitest'
import { lines, totals } from './books'

const usdt = (amount: string) => ({ amount, asset: 'USDT' })
const account = (name: string, kind: string, posted: string, pendingOut = '0') => ({
  account: name,
  kind,
  posted: usdt(posted),
  pendingIn: usdt('0'),
  pendingOut: usdt(pendingOut),
})

test('debits and credits stand in their columns and are equal', () => {
  const shown = lines([
    account('EARNED_PREMIUM', 'INCOME', '0.10'),
    account('CASH', 'ASSET', '100.30', '5'),
    account('CAPITAL:a', 'EQUITY', '100.20'),
  ])
  expect(shown.map((each) => each.account)).toEqual(['CASH', 'CAPITAL:a', 'EARNED_PREMIUM'])
  expect(shown[0]).toMatchObject({ debit: '100.3', credit: null, pending: '5' })
  expect(totals(shown)).toEqual({ debit: '100.3', credit: '100.3', pending: '5', difference: '0' })
})

test('what is below zero changes the column', () => {
  expect(lines([account('RETAINED', 'EQUITY', '-7.5')])[0]).toMatchObject({
    debit: '7.5',
    credit: null,
  })
})

test('accounts without anything are left out', () => {
  expect(lines([account('OPEX', 'EXPENSE', '0.00')])).toEqual([])
})

test('a difference is shown exactly', () => {
  const shown = lines([account('CASH', 'ASSET', '0.3'), account('RETAINED', 'EQUITY', '0.1')])
  expect(totals(shown).difference).toBe('0.2')
})
