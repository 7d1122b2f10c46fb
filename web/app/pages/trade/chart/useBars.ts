import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api, ask } from '@/api/client'
import type { Candle } from '@/live/shapes'
import type { Market } from '../market/feeds'
import { bar, combined, type Bar, type Interval } from './bars'

const PAGE = 1_000

/** The server's candles of an interval, page by page into the past. */
export function useHistory({ venue, symbol }: Market, interval: Interval) {
  return useInfiniteQuery({
    queryKey: ['candles', venue, symbol, interval.base],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/instruments/{venue}/{symbol}/candles', {
          params: {
            path: { venue, symbol },
            query: { interval: interval.base, limit: PAGE, ...(pageParam && { to: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) =>
      page.candles.length < PAGE ? undefined : page.candles[0]?.openTime,
    staleTime: 60_000,
  })
}

/** Tells of the bars, now and whenever they change; at most once per frame. */
export function useBars(
  market: Market,
  interval: Interval,
  pages: readonly { candles: readonly Candle[] }[] | undefined,
  show: (bars: readonly Bar[]) => void,
): void {
  const base = useMemo(
    () => (pages ? pages.toReversed().flatMap(({ candles }) => candles.map(bar)) : null),
    [pages],
  )
  useEffect(() => {
    if (base === null) return undefined
    const draw = () => show(combined(base, market.minutes.getState().candles.map(bar), interval))
    draw()
    return market.minutes.subscribe(draw)
  }, [base, market, interval, show])
}
