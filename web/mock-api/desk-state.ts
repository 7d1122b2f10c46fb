import type { Schema } from '../app/api/client'
import { db, id } from './db'
import { INSTRUMENTS } from './market'
import { isRead, publish } from './stream'

type Order = Schema<'Order'>
type Position = Schema<'Position'>

/** What the fake server knows of trading; prices move in the development server only. */
export interface DeskState {
  orders: Order[]
  fills: Schema<'Fill'>[]
  positions: Position[]
  wallet: number
  settings: Map<string, { marginMode: Schema<'MarginMode'>; leverage: number }>
  policies: Schema<'StopPolicy'>[]
  protections: Schema<'ProtectedPosition'>[]
  algos: Schema<'Algo'>[]
  kills: Schema<'Kill'>[]
}

export const ACCOUNT = id(60)
const USER = id(1)
const MAINTENANCE = 0.005
const TAKER = 0.0005
const MARKS: Record<string, number> = { BTC: 112_400, ETH: 4_120, SOL: 208 }
const MINUTE = 60_000

/** Where prices come from; the moving market of the development server sets it. */
export const feed = {
  price: (base: string): number => MARKS[base] ?? 100,
  now: (): number => Date.now(),
}

const ago = (minutes: number) => new Date(feed.now() - minutes * MINUTE).toISOString()

export function order(n: number, news: Partial<Order>): Order {
  return {
    order: id(300 + n),
    account: ACCOUNT,
    clientOrderId: `lg${300 + n}`,
    venueOrderId: String(88_120_000 + n),
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    quantity: '0.100',
    price: null,
    timeInForce: 'GTC',
    reduceOnly: false,
    strategy: '',
    state: 'ACCEPTED',
    filled: '0',
    averagePrice: null,
    reason: '',
    createdAt: ago(n),
    updatedAt: ago(n),
    trigger: null,
    goodTill: null,
    link: null,
    ...news,
  }
}

export function freshDesk(): DeskState {
  const fill = (n: number, news: Partial<Schema<'Fill'>>): Schema<'Fill'> => ({
    account: ACCOUNT,
    order: id(340 + n),
    venueOrderId: String(88_119_000 + n),
    tradeId: `t${n}`,
    symbol: 'BTCUSDT',
    side: 'BUY',
    quantity: '0.100',
    price: '112380.00',
    fee: '5.62',
    realizedPnl: '0',
    maker: false,
    strategy: '',
    at: ago(n * 7),
    ...news,
  })
  return {
    wallet: 9_841.2,
    orders: [
      order(3, { price: '111200.00', quantity: '0.150', timeInForce: 'POST_ONLY' }),
      order(8, {
        side: 'SELL',
        type: 'MARKET',
        quantity: '0.500',
        reduceOnly: true,
        state: 'EMULATED',
        trigger: { kind: 'TRAILING', source: 'MARK', callback: '0.012', price: null },
      }),
      order(12, {
        side: 'SELL',
        price: '114800.00',
        quantity: '0.250',
        filled: '0.080',
        averagePrice: '114800.00',
        state: 'PARTIALLY_FILLED',
        reduceOnly: true,
        strategy: 'swing',
      }),
      order(21, {
        symbol: 'ETHUSDT',
        side: 'BUY',
        price: '3980.00',
        quantity: '2.000',
        state: 'UNKNOWN',
      }),
      order(40, {
        type: 'MARKET',
        quantity: '0.500',
        state: 'FILLED',
        filled: '0.500',
        averagePrice: '112400.00',
      }),
      order(55, {
        side: 'SELL',
        price: '98000.00',
        quantity: '4.000',
        state: 'DENIED',
        reason: 'position_notional_limit: 392,000 USDT is more than 250,000 allowed',
      }),
      order(70, {
        side: 'SELL',
        price: '113150.00',
        quantity: '0.200',
        state: 'CANCELED',
        reason: '',
      }),
      order(90, {
        symbol: 'ETHUSDT',
        side: 'SELL',
        type: 'MARKET',
        quantity: '1.500',
        filled: '1.500',
        averagePrice: '4171.20',
        state: 'FILLED',
      }),
    ],
    fills: [
      fill(1, {
        side: 'SELL',
        quantity: '0.080',
        price: '114800.00',
        fee: '1.84',
        realizedPnl: '192.00',
        maker: true,
      }),
      fill(6, { quantity: '0.320', price: '112410.20', fee: '17.99' }),
      fill(7, { quantity: '0.180', price: '112381.70', fee: '10.11' }),
      fill(13, {
        symbol: 'ETHUSDT',
        side: 'SELL',
        quantity: '1.500',
        price: '4171.20',
        fee: '3.13',
        realizedPnl: '0',
      }),
    ],
    positions: [
      position('BTCUSDT', 0.5, 112_400, 20, 'ISOLATED'),
      position('ETHUSDT', -1.5, 4_171.2, 5, 'ISOLATED'),
    ],
    settings: new Map([
      ['BTCUSDT', { marginMode: 'ISOLATED', leverage: 20 }],
      ['ETHUSDT', { marginMode: 'ISOLATED', leverage: 5 }],
    ]),
    policies: [
      {
        account: ACCOUNT,
        symbol: 'ETHUSDT',
        distance: '0.03',
        source: 'MARK',
        verifyWithinMillis: 5_000,
      },
    ],
    protections: [
      {
        account: ACCOUNT,
        symbol: 'ETHUSDT',
        state: 'PROTECTED',
        stop: id(380),
        quantity: '-1.5',
        entryPrice: '4171.20',
        stopPrice: '4296.33',
        serial: 1,
        words: '',
        since: ago(80),
        deadline: ago(79),
      },
    ],
    algos: [],
    kills: [],
  }
}

function position(
  symbol: string,
  quantity: number,
  entry: number,
  leverage: number,
  marginMode: Schema<'MarginMode'>,
): Position {
  const margin = (Math.abs(quantity) * entry) / leverage
  return marked({
    account: ACCOUNT,
    symbol,
    quantity: quantity.toFixed(3),
    entryPrice: entry.toFixed(2),
    margin: margin.toFixed(2),
    marginMode,
    leverage,
    markPrice: entry.toFixed(2),
    unrealizedPnl: '0.00',
    liquidationPrice: null,
    distance: null,
    openedAt: ago(45),
    updatedAt: ago(1),
  })
}

export const state: { present: DeskState; of: object } = { present: freshDesk(), of: db.present }

/** The state that belongs to the present database: tests begin with a fresh one. */
export function desk(): DeskState {
  if (state.of !== db.present) {
    state.present = freshDesk()
    state.of = db.present
  }
  return state.present
}

export function markOf(symbol: string): number {
  const base = INSTRUMENTS.find((each) => each.symbol === symbol)?.base ?? symbol.slice(0, 3)
  return feed.price(base)
}

/** The position at the mark: all that the desk shows of it is reckoned here. */
export function marked(of: Position): Position {
  const quantity = Number(of.quantity)
  const entry = Number(of.entryPrice)
  const mark = markOf(of.symbol)
  const side = Math.sign(quantity)
  const size = Math.abs(quantity)
  const margin = Number(of.margin)
  const liquidation = (side * entry * size - margin) / (size * (side - MAINTENANCE))
  const places = of.symbol.startsWith('BTC') ? 1 : 2
  return {
    ...of,
    markPrice: mark.toFixed(places),
    unrealizedPnl: ((mark - entry) * quantity).toFixed(2),
    liquidationPrice: liquidation > 0 ? liquidation.toFixed(places) : null,
    distance: liquidation > 0 ? (Math.abs(mark - liquidation) / mark).toFixed(4) : null,
  }
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
  setInterval(() => {
    const topic = `trading.exposure.${USER}`
    if (isRead(topic)) publish(topic, exposure())
  }, 250)
}
