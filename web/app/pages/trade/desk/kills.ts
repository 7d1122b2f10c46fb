import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask, type Schema } from '@/api/client'
import { accountsQuery, meQuery } from '@/api/queries'

export type Kill = Schema<'Kill'>
export type AccountReport = Schema<'AccountReport'>

const RUNNING_MS = 700
const STILL_MS = 15_000

/** The uses of the kill switch that the person may see, looked at often while one runs. */
export const killsQuery = queryOptions({
  queryKey: ['kills'],
  queryFn: () => ask(api.GET('/api/v1/trading/kills')),
  refetchInterval: (query) =>
    query.state.data?.kills.some((kill) => kill.state === 'RUNNING') ? RUNNING_MS : STILL_MS,
})

/** The newest use that stops the account at the moment; a strategy's stops only its orders. */
export function activeKill(
  kills: readonly Kill[],
  at: { account: string; venue: string; user: string },
): Kill | null {
  return kills.find((kill) => kill.state !== 'LIFTED' && covers(kill, at)) ?? null
}

function covers(
  { scope, accounts }: Kill,
  at: { account: string; venue: string; user: string },
): boolean {
  if (scope.kind === 'STRATEGY') return false
  if (accounts.some((report) => report.account === at.account)) return true
  // Accounts that are opened later are in the scope too.
  const isOurs = scope.user == null || scope.user === at.user
  if (scope.kind === 'ALL') return isOurs
  return scope.kind === 'VENUE' && scope.venue === at.venue && isOurs
}

export function useActiveKill(account: string | null): Kill | null {
  const kills = useQuery(killsQuery).data?.kills ?? []
  const user = useQuery(meQuery).data?.user ?? ''
  const accounts = useQuery(accountsQuery).data?.accounts ?? []
  const venue = accounts.find((each) => each.account === account)?.venue ?? ''
  return account === null ? null : activeKill(kills, { account, venue, user })
}

export const STEPS = ['CANCEL', 'FLATTEN', 'VERIFY', 'ARM', 'DONE'] as const

export type StepState = 'done' | 'now' | 'waits' | 'failed'

/** How far one account is, step by step. Where it failed, what was verified last failed. */
export function stepsOf(
  report: AccountReport,
): { step: (typeof STEPS)[number]; state: StepState }[] {
  const { step } = report
  if (step === 'FAILED') {
    return STEPS.map((each, at) => ({
      step: each,
      state: at < 2 ? 'done' : at === 2 ? 'failed' : 'waits',
    }))
  }
  const now = STEPS.indexOf(step)
  return STEPS.map((each, at) => ({
    step: each,
    state: step === 'DONE' || at < now ? 'done' : at === now ? 'now' : 'waits',
  }))
}
