import type { Schema } from '@/api/client'
import { decimal, sum } from '@/util/decimal'

type AccountBalance = Schema<'AccountBalance'>

/** An account as a trial balance shows it: its balance in one of two columns. */
export interface Line {
  account: string
  kind: string
  debit: string | null
  credit: string | null
  pending: string | null
}

const DEBITS = new Set(['ASSET', 'EXPENSE'])
const ORDER = ['ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE']

/**
 * Assets and expenses stand in the debit column, the rest in the credit column; what is below zero
 * changes the column. Accounts without anything are left out.
 */
export function lines(accounts: readonly AccountBalance[]): Line[] {
  return accounts
    .map((each) => line(each))
    .filter(({ debit, credit, pending }) => debit ?? credit ?? pending)
    .toSorted(
      (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.account < b.account ? -1 : 1),
    )
}

function line(account: AccountBalance): Line {
  const posted = decimal(account.posted.amount)
  const pending = sum([account.pendingIn.amount, account.pendingOut.amount])
  const shown = posted?.abs().toFixed() ?? null
  const isDebit = DEBITS.has(account.kind) === (posted?.gte(0) ?? true)
  const isNothing = posted?.eq(0) ?? true
  return {
    account: account.account,
    kind: account.kind,
    debit: isDebit && !isNothing ? shown : null,
    credit: !isDebit && !isNothing ? shown : null,
    pending: pending === '0' ? null : pending,
  }
}

/** The sums of both columns as they stand in the table, and what is between them. */
export function totals(shown: readonly Line[]): {
  debit: string
  credit: string
  pending: string
  difference: string
} {
  const debit = sum(shown.map((each) => each.debit))
  const credit = sum(shown.map((each) => each.credit))
  const pending = sum(shown.map((each) => each.pending))
  return { debit, credit, pending, difference: decimal(debit)?.minus(credit).toFixed() ?? '0' }
}
