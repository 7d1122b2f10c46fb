import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '@/api/client'
import { meQuery } from '@/api/queries'
import { liveStore } from '@/live/frames'
import { useTopic } from '@/live/live'
import { NO_ORDERS, ordersReducer, type OrdersEvent, type OrdersState } from '@/live/orders'
import {
  NO_POSITIONS,
  positionsReducer,
  type PositionsEvent,
  type PositionsState,
} from '@/live/positions'
import type { BalanceChange, Fill, LiveExposure, Order, Position } from '@/live/shapes'
import { fillsReducer, NO_FILLS, type FillsEvent, type FillsState } from './fills'

/** What is mine, live; the chart, the book and the panels below read the same stores. */
export const useOrders = liveStore<OrdersState, OrdersEvent>(NO_ORDERS, ordersReducer)
export const usePositions = liveStore<PositionsState, PositionsEvent>(
  NO_POSITIONS,
  positionsReducer,
)
export const useFills = liveStore<FillsState, FillsEvent>(NO_FILLS, fillsReducer)

/** Keeps the stores up to date; stands once, in the page. */
export function useTradingFeeds(account: string | null): void {
  const user = useQuery(meQuery).data?.user ?? null
  const client = useQueryClient()
  const topic = (name: string) => (user === null ? null : `trading.${name}.${user}`)
  const path = { path: { account: account ?? '' } }

  useTopic(account === null ? null : topic('orders'), {
    message: (data) => useOrders.push({ kind: 'order', order: data as Order }),
    resync: () => {
      if (account === null) return
      void ask(api.GET('/api/v1/trading/accounts/{account}/open-orders', { params: path }))
        .then(({ orders }) => useOrders.push({ kind: 'open', account, orders }))
        .catch(() => undefined)
    },
  })
  useTopic(account === null ? null : topic('fills'), {
    message: (data) => useFills.push({ kind: 'fill', fill: data as Fill }),
    resync: () => {
      if (account === null) return
      void ask(api.GET('/api/v1/trading/accounts/{account}/fills', { params: path }))
        .then(({ fills }) => useFills.push({ kind: 'snapshot', account, fills }))
        .catch(() => undefined)
    },
  })
  useTopic(topic('positions'), {
    message: (data) => {
      usePositions.push({ kind: 'position', position: data as Position })
      void client.invalidateQueries({ queryKey: ['policies'] })
    },
  })
  useTopic(topic('balances'), {
    message: (data) => usePositions.push({ kind: 'balance', balance: data as BalanceChange }),
  })
  useTopic(topic('exposure'), {
    message: (data) => usePositions.push({ kind: 'exposure', exposure: data as LiveExposure }),
    resync: () => {
      void ask(api.GET('/api/v1/trading/exposure'))
        .then((exposure) => usePositions.push({ kind: 'exposure', exposure }))
        .catch(() => undefined)
    },
  })
}
