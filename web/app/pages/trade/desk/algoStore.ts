import { useQuery } from '@tanstack/react-query'
import { api, ask, type Schema } from '@/api/client'
import { meQuery } from '@/api/queries'
import { algosReducer, NO_ALGOS, type AlgosEvent, type AlgosState } from '@/live/algos'
import { liveStore } from '@/live/frames'
import { useTopic } from '@/live/live'

/** The execution algorithms of the person, live. */
export const useAlgos = liveStore<AlgosState, AlgosEvent>(NO_ALGOS, algosReducer)

/** Keeps them up to date while the panels are shown. */
export function useAlgoFeed(account: string | null): void {
  const user = useQuery(meQuery).data?.user ?? null
  useTopic(user === null || account === null ? null : `trading.algos.${user}`, {
    message: (data) => useAlgos.push({ kind: 'algo', algo: data as Schema<'Algo'> }),
    resync: () => {
      if (account === null) return
      void ask(
        api.GET('/api/v1/trading/accounts/{account}/algos', { params: { path: { account } } }),
      )
        .then(({ algos }) => useAlgos.push({ kind: 'snapshot', account, algos }))
        .catch(() => undefined)
    },
  })
}
