import type { Order } from './shapes'

export interface OrdersState {
  /** By their id, those that can still change and those that have ended while the page was open. */
  orders: ReadonlyMap<string, Order>
  /** Those that the stream has told of since it was last subscribed to. */
  told: ReadonlySet<string>
}

export type OrdersEvent =
  /** The stream begins, or begins again: what it told before may be old by now. */
  | { kind: 'resync' }
  /** All orders that can still change, of one account, asked for after the stream began. */
  | { kind: 'open'; account: string; orders: readonly Order[] }
  /** From the stream. */
  | { kind: 'order'; order: Order }
  | { kind: 'leave' }

export const NO_ORDERS: OrdersState = { orders: new Map(), told: new Set() }

const OVER = new Set<Order['state']>(['DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED'])

export function isOver(order: Order): boolean {
  return OVER.has(order.state)
}

/**
 * The stream tells every change in its order, so whatever it tells is newer than what was known, and
 * newer than, or soon followed by, what a list says. Times are not compared: some of an order's are
 * ours and some are the venue's.
 */
export function ordersReducer(state: OrdersState, event: OrdersEvent): OrdersState {
  switch (event.kind) {
    case 'leave':
      return NO_ORDERS
    case 'resync':
      return state.told.size === 0 ? state : { ...state, told: new Set() }
    case 'order':
      return told(state, event.order)
    case 'open':
      return listed(state, event.account, event.orders)
  }
}

export function openOrders(state: OrdersState): Order[] {
  return [...state.orders.values()]
    .filter((order) => !isOver(order))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
}

/** Nothing leaves a state that is final. */
function told(state: OrdersState, order: Order): OrdersState {
  const known = state.orders.get(order.order)
  if (known && isOver(known) && !isOver(order)) return state
  return {
    orders: new Map(state.orders).set(order.order, order),
    told: new Set(state.told).add(order.order),
  }
}

/** What is not listed any more, and was not told of, has ended while nobody listened. */
function listed(state: OrdersState, account: string, orders: readonly Order[]): OrdersState {
  const next = new Map(
    [...state.orders].filter(
      ([id, known]) => known.account !== account || isOver(known) || state.told.has(id),
    ),
  )
  for (const order of orders) {
    const known = next.get(order.order)
    if (!state.told.has(order.order) && !(known && isOver(known))) next.set(order.order, order)
  }
  return { ...state, orders: next }
}
