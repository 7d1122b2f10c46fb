import type { Order } from './shapes'

export interface OrdersState {
  /** By their id, those that can still change and those that have ended while the page was open. */
  orders: ReadonlyMap<string, Order>
}

export type OrdersEvent =
  /** All orders that can still change, of one account. */
  | { kind: 'open'; account: string; orders: readonly Order[] }
  | { kind: 'order'; order: Order }
  | { kind: 'leave' }

export const NO_ORDERS: OrdersState = { orders: new Map() }

const OVER = new Set<Order['state']>(['DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED'])

export function isOver(order: Order): boolean {
  return OVER.has(order.state)
}

export function ordersReducer(state: OrdersState, event: OrdersEvent): OrdersState {
  switch (event.kind) {
    case 'leave':
      return NO_ORDERS
    case 'order':
      return merged(state, [event.order])
    case 'open':
      return merged(withoutMissing(state, event), event.orders)
  }
}

export function openOrders(state: OrdersState): Order[] {
  return [...state.orders.values()]
    .filter((order) => !isOver(order))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
}

/** What the server does not list any more has ended while nobody listened. */
function withoutMissing(
  state: OrdersState,
  { account, orders }: Extract<OrdersEvent, { kind: 'open' }>,
): OrdersState {
  const listed = new Set(orders.map((order) => order.order))
  // An order that is newer than everything on the list was placed after the list was made.
  const newest = Math.max(0, ...orders.map((order) => Date.parse(order.createdAt)))
  const kept = [...state.orders].filter(
    ([id, order]) =>
      order.account !== account ||
      isOver(order) ||
      listed.has(id) ||
      (newest > 0 && Date.parse(order.createdAt) > newest),
  )
  return kept.length === state.orders.size ? state : { orders: new Map(kept) }
}

/** Old news changes nothing, and nothing leaves a state that is final. */
function merged(state: OrdersState, orders: readonly Order[]): OrdersState {
  const next = new Map(state.orders)
  let changed = false
  for (const order of orders) {
    const known = next.get(order.order)
    const isOld =
      known !== undefined &&
      (Date.parse(known.updatedAt) > Date.parse(order.updatedAt) ||
        (isOver(known) && !isOver(order)))
    if (!isOld) {
      next.set(order.order, order)
      changed = true
    }
  }
  return changed ? { orders: next } : state
}
