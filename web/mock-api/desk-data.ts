import type { Schema } from '../app/api/client'
import { id } from './db'
import { INSTRUMENTS } from './market'

type Order = Schema<'Order'>
type Position = Schema<'Position'>

/** What the fake server knows of trading at its start. */
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
const MARKS: Record<string, number> = { BTC: 112_400, ETH: 4_120, SOL: 208 }
const MAINTENANCE = 0.005
const MINUTE = 60_000

/** Where prices come from; the moving market of the development server sets it. */
export const feed = {
  price: (base: string): number => MARKS[base] ?? 100,
  now: (): number => Date.now(),
}

/** So many times the present price, in the steps of the instrument. */
const btc = (share: number) => `${(feed.price('BTC') * share).toFixed(1)}0`
const eth = (share: number) => (feed.price('ETH') * share).toFixed(2)
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
  const trade = (n: number, news: Partial<Schema<'Fill'>>): Schema<'Fill'> => ({
    account: ACCOUNT,
    order: id(340 + n),
    venueOrderId: String(88_119_000 + n),
    tradeId: `t${n}`,
    symbol: 'BTCUSDT',
    side: 'BUY',
    quantity: '0.100',
    price: btc(0.99982),
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
      order(3, { price: btc(0.98932), quantity: '0.150', timeInForce: 'POST_ONLY' }),
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
        price: btc(1.02135),
        quantity: '0.250',
        filled: '0.080',
        averagePrice: btc(1.02135),
        state: 'PARTIALLY_FILLED',
        reduceOnly: true,
        strategy: 'swing',
      }),
      order(21, {
        symbol: 'ETHUSDT',
        side: 'BUY',
        price: eth(0.966),
        quantity: '2.000',
        state: 'UNKNOWN',
      }),
      order(40, {
        type: 'MARKET',
        quantity: '0.500',
        state: 'FILLED',
        filled: '0.500',
        averagePrice: btc(1.0),
      }),
      order(55, {
        side: 'SELL',
        price: btc(0.872),
        quantity: '4.000',
        state: 'DENIED',
        reason: 'position_notional_limit: 392,000 USDT is more than 250,000 allowed',
      }),
      order(70, {
        side: 'SELL',
        price: btc(1.00667),
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
        averagePrice: eth(1.0124),
        state: 'FILLED',
      }),
    ],
    fills: [
      trade(1, {
        side: 'SELL',
        quantity: '0.080',
        price: btc(1.02135),
        fee: '1.84',
        realizedPnl: '192.00',
        maker: true,
      }),
      trade(6, { quantity: '0.320', price: btc(1.00009), fee: '17.99' }),
      trade(7, { quantity: '0.180', price: btc(0.99984), fee: '10.11' }),
      trade(13, {
        symbol: 'ETHUSDT',
        side: 'SELL',
        quantity: '1.500',
        price: eth(1.0124),
        fee: '3.13',
        realizedPnl: '0',
      }),
    ],
    positions: [
      position('BTCUSDT', 0.5, feed.price('BTC') * 0.9992, 50, 'ISOLATED'),
      position('ETHUSDT', -1.5, feed.price('ETH') * 1.0124, 5, 'ISOLATED'),
    ],
    settings: new Map([
      ['BTCUSDT', { marginMode: 'ISOLATED', leverage: 50 }],
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
        entryPrice: eth(1.0124),
        stopPrice: eth(1.0428),
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

export function position(
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
