import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { accountsQuery } from '@/api/queries'
import type { Schema } from '@/api/client'

export interface Place {
  venue: string
  symbol: string
  /** The account that is traded with: the address's, or the first at this venue. */
  account: string | null
  /** The person's accounts at this venue. */
  accounts: readonly Schema<'Account'>[]
  chooseAccount: (account: string) => void
}

/** Where the page is: the address says it. */
export function usePlace(): Place {
  const { venue = 'binance', symbol = 'BTCUSDT' } = useParams()
  const [search, setSearch] = useSearchParams()
  const all = useQuery(accountsQuery).data?.accounts ?? []
  const accounts = all.filter((each) => each.venue === venue)
  const wanted = search.get('account')
  const chosen = accounts.find((each) => each.account === wanted) ?? accounts[0]
  const chooseAccount = useCallback(
    (account: string) =>
      setSearch(
        (before) => {
          before.set('account', account)
          return before
        },
        { replace: true },
      ),
    [setSearch],
  )
  return { venue, symbol, account: chosen?.account ?? null, accounts, chooseAccount }
}
