import type { Schema } from '../app/api/client'
import { db, id } from './db'
import { ACCOUNT, feed, freshDesk, marked, markOf, position, type DeskState } from './desk-data'
import { isRead, publish } from './stream'
import { priceOf } from './trade'

type Order = Schema<'Order'>
type Position = Schema<'Position'>

const USER = id(1)
const TAKER = 0.0005

export const state: { present: DeskState; of: object } = { present: freshDesk(), of: db.present }

/** The state that belongs to the present database: tests begin with a fresh one. */
export function desk(): DeskState {
  if (state.of !== db.present) {
    state.present = freshDesk()
    state.of = db.present
  }
  return state.present
}

export function exposure(): Schema<'OutlookExposure'> {
  const { wallet } = desk()
  const positions = desk().positions.map(marked)
  const unrealized = positions.reduce((sum, each) => sum + Number(each.unrealizedPnl), 0)
  const margin = positions.reduce((sum, each) => sum + Number(each.margin), 0)
  return {
    at: new Date(feed.now()).toISOString(),
    accounts: db.present.accounts.map(({ account, venue }) => ({
      account,
      venue,
      balances: [
        {
          asset: 'USDT',
          wallet: wallet.toFixed(2),
          unrealizedPnl: unrealized.toFixed(2),
          equity: (wallet + unrealized).toFixed(2),
          available: (wallet - margin).toFixed(2),
        },
      ],
      positions: account === ACCOUNT ? positions : [],
    })),
  }
}

/** Puts an order in the list and tells who listens. */
export function put(changed: Order): Order {
  const known = desk()
  const next = { ...changed, updatedAt: new Date(feed.now()).toISOString() }
  known.orders = [next, ...known.orders.filter((each) => each.order !== next.order)]
  publish(`trading.orders.${USER}`, next)
  return next
}

/** Fills an order at the mark, and moves the position. */
export function fill(of: Order): Order {
  const known = desk()
  const price = markOf(of.symbol)
  const held = known.positions.find((each) => each.symbol === of.symbol)
  const before = Number(held?.quantity ?? 0)
  const sign = of.side === 'BUY' ? 1 : -1
  const size = of.reduceOnly ? Math.min(Number(of.quantity), Math.abs(before)) : Number(of.quantity)
  const after = before + sign * size
  const { leverage, marginMode } = known.settings.get(of.symbol) ?? {
    leverage: 10,
    marginMode: 'ISOLATED' as const,
  }
  const grows = Math.sign(after) === sign && Math.abs(after) > Math.abs(before)
  const entry = grows
    ? (Number(held?.entryPrice ?? 0) * Math.abs(before) + price * size) / Math.abs(after)
    : Number(held?.entryPrice ?? price)
  const realized = grows ? 0 : (price - Number(held?.entryPrice ?? price)) * size * -sign
  known.wallet += realized - price * size * TAKER
  known.positions = known.positions.filter((each) => each.symbol !== of.symbol)
  const next = position(of.symbol, after, entry, leverage, marginMode)
  if (Math.abs(after) > 1e-9) known.positions = [next, ...known.positions]
  publish(`trading.positions.${USER}`, next)
  const trade = {
    account: of.account,
    order: of.order,
    venueOrderId: of.venueOrderId,
    tradeId: `t${feed.now()}`,
    symbol: of.symbol,
    side: of.side,
    quantity: size.toFixed(3),
    price: price.toFixed(2),
    fee: (price * size * TAKER).toFixed(2),
    realizedPnl: realized.toFixed(2),
    maker: false,
    strategy: of.strategy,
    at: new Date(feed.now()).toISOString(),
  }
  known.fills = [trade, ...known.fills]
  publish(`trading.fills.${USER}`, trade)
  publish(`trading.exposure.${USER}`, exposure())
  return put({
    ...of,
    state: 'FILLED',
    filled: of.quantity,
    averagePrice: price.toFixed(2),
  })
}

/** What the server says to an order before it is sent. */
export function preview(asked: Schema<'PlaceOrder'>): Schema<'OrderPreview'> {
  const known = desk()
  const mark = markOf(asked.symbol)
  const settings = known.settings.get(asked.symbol) ?? null
  const held = known.positions.find((each) => each.symbol === asked.symbol)
  const before = held ? marked(held) : null
  const trigger = asked.trigger?.price ?? null
  const impact = 1 + (asked.side === 'BUY' ? 1 : -1) * Number(asked.quantity) * 0.00004
  const limit = asked.price == null ? null : Number(asked.price)
  const crosses = limit === null || (asked.side === 'BUY' ? limit >= mark : limit <= mark)
  const price = trigger ? Number(limit ?? trigger) : crosses ? mark * impact : (limit ?? mark)
  const sign = asked.side === 'BUY' ? 1 : -1
  const held0 = Number(before?.quantity ?? 0)
  const size = asked.reduceOnly
    ? Math.min(Number(asked.quantity), sign === Math.sign(held0) ? 0 : Math.abs(held0))
    : Number(asked.quantity)
  const quantity = held0 + sign * size
  const opens = Math.max(
    0,
    Math.abs(quantity) -
      Math.max(0, Math.abs(held0) * (Math.sign(quantity) === Math.sign(held0) ? 1 : 0)),
  )
  const maker = !crosses && trigger === null
  const fee = price * size * (maker ? 0.0002 : TAKER)
  const leverage = settings?.leverage ?? null
  const margin = leverage === null ? null : (opens * price) / leverage
  const available = Number(exposure().accounts[0]?.balances[0]?.available ?? 0)
  const after =
    leverage === null || Math.abs(quantity) < 1e-9
      ? null
      : position(
          asked.symbol,
          quantity,
          opens > 0
            ? (Number(before?.entryPrice ?? price) * Math.abs(held0) + price * opens) /
                (Math.abs(held0) + opens)
            : Number(before?.entryPrice ?? price),
          leverage,
          settings?.marginMode ?? 'ISOLATED',
        )
  const stance = (of: Position | null) =>
    of && {
      quantity: of.quantity,
      entryPrice: of.entryPrice,
      margin: of.margin,
      liquidationPrice: of.liquidationPrice ?? null,
      distance: of.distance ?? null,
    }
  const stops = known.kills.some((kill) => kill.state !== 'LIFTED')
  const refusal = stops
    ? { code: 'killed', message: 'trading is stopped by the kill switch', field: null }
    : Number(asked.quantity) < 0.001
      ? { code: 'quantity_out_of_range', message: 'quantity must be at least 0.001', field: null }
      : limit !== null && Math.abs(limit * 10 - Math.round(limit * 10)) > 1e-6
        ? { code: 'off_tick', message: 'must be a multiple of 0.10', field: 'price' }
        : margin !== null && margin + fee > available
          ? {
              code: 'insufficient_margin',
              message: `needs ${(margin + fee).toFixed(2)} USDT, ${available.toFixed(2)} is available`,
              field: 'quantity',
            }
          : null
  return {
    account: asked.account,
    symbol: asked.symbol,
    side: asked.side,
    quantity: asked.quantity,
    quoteAsset: 'USDT',
    basis: trigger ? 'TRIGGER' : maker ? 'LIMIT' : 'BOOK',
    markPrice: mark.toFixed(2),
    expectedPrice: price.toFixed(2),
    bestPrice: mark.toFixed(2),
    slippage: maker || trigger ? null : Math.abs(impact - 1).toFixed(8),
    fillsNow: maker ? '0' : asked.quantity,
    notional: (price * size).toFixed(2),
    maker,
    feeRate: maker ? '0.0002' : '0.0005',
    fee: fee.toFixed(4),
    marginMode: settings?.marginMode ?? null,
    leverage,
    initialMargin: margin?.toFixed(2) ?? null,
    realizedPnl:
      opens > 0 || !before ? null : ((price - Number(before.entryPrice)) * size * -sign).toFixed(2),
    availableBefore: available.toFixed(2),
    availableAfter: margin === null ? null : (available - margin - fee).toFixed(2),
    before: stance(before),
    after: stance(after),
    refusal,
  }
}

/** Tells of everything at risk, four times a second, while somebody reads it. */
export function startDesk(): void {
  feed.price = (base) => priceOf(base, Date.now())
  state.present = freshDesk()
  setInterval(() => {
    const topic = `trading.exposure.${USER}`
    if (isRead(topic)) publish(topic, exposure())
  }, 250)
}
