import type { Schema } from '@/api/client'
import { isOver } from '@/live/orders'
import type { Order, Position } from '@/live/shapes'

/** A price that matters to somebody, drawn across the chart. */
export interface Line {
  id: string
  kind: 'mark' | 'entry' | 'liquidation' | 'barrier' | 'buy' | 'sell'
  price: string
  /** What is still open of an order, or how large the position is. */
  quantity?: string
  /** The order waits for its trigger. */
  waits?: boolean
}

export interface Mine {
  mark: string | null
  position: Position | null
  orders: readonly Order[]
  policies: readonly Schema<'Policy'>[]
}

const IN_FORCE = new Set<Schema<'PolicyState'>>(['WAITING', 'ACTIVE'])

/** Everything that is drawn: the mark, the position's prices, the barriers, the orders. */
export function linesOf({ mark, position, orders, policies }: Mine): Line[] {
  const lines: Line[] = []
  if (mark !== null) lines.push({ id: 'mark', kind: 'mark', price: mark })
  if (position) {
    const { entryPrice, quantity, liquidationPrice } = position
    lines.push({ id: 'entry', kind: 'entry', price: entryPrice, quantity })
    if (liquidationPrice) {
      lines.push({ id: 'liquidation', kind: 'liquidation', price: liquidationPrice })
    }
  }
  for (const policy of policies) {
    lines.push({ id: `barrier ${policy.policy}`, kind: 'barrier', price: policy.barrier })
  }
  for (const order of orders) {
    const price = orderPrice(order)
    if (price === null) continue
    lines.push({
      id: `order ${order.order}`,
      kind: order.side === 'BUY' ? 'buy' : 'sell',
      price,
      quantity: order.quantity,
      waits: waits(order),
    })
  }
  return lines
}

/** A triggered order acts at its trigger; others at their own price; a market order at none. */
export function orderPrice(order: Order): string | null {
  return (waits(order) ? order.trigger?.price : order.price) ?? order.price ?? null
}

function waits(order: Order): boolean {
  return order.trigger?.price != null && order.state !== 'TRIGGERED'
}

/** The policies that hold for this account's position in this symbol. */
export function inForce(
  policies: readonly Schema<'Policy'>[],
  account: string | null,
  symbol: string,
): Schema<'Policy'>[] {
  return policies.filter(
    (each) => each.account === account && each.symbol === symbol && IN_FORCE.has(each.state),
  )
}

/** An account's orders in one symbol that can still change, oldest first. */
export function mineIn(
  orders: ReadonlyMap<string, Order>,
  account: string | null,
  symbol: string,
): Order[] {
  return [...orders.values()].filter(
    (order) => order.account === account && order.symbol === symbol && !isOver(order),
  )
}
