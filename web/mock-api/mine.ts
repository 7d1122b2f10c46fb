import { http, HttpResponse } from 'msw'
import type { Schema } from '../app/api/client'
import { id } from './db'
import { isRead, publish } from './stream'
import { priceOf } from './trade'

/** A position, orders and fills of the first account, around the price that the market had at start. */
const begun = Date.now()
const ACCOUNT = id(60)
const SYMBOL = 'BTCUSDT'

const at = (minutesAgo: number) => new Date(begun - minutesAgo * 60_000).toISOString()
const times = (share: number) => (Math.round(priceOf('BTC', begun) * share * 10) / 10).toFixed(2)

function order(number: number, part: Partial<Schema<'Order'>>): Schema<'Order'> {
  return {
    account: ACCOUNT,
    clientOrderId: `lg-${number}`,
    createdAt: at(20),
    filled: '0.000',
    order: id(70 + number),
    quantity: '0.250',
    reason: '',
    reduceOnly: false,
    side: 'BUY',
    state: 'ACCEPTED',
    strategy: '',
    symbol: SYMBOL,
    timeInForce: 'GTC',
    type: 'LIMIT',
    updatedAt: at(20),
    venueOrderId: `88${number}`,
    ...part,
  }
}

const orders = () => [
  order(1, { price: times(0.9971) }),
  order(2, { side: 'SELL', quantity: '0.500', reduceOnly: true, price: times(1.0052) }),
  order(3, {
    side: 'SELL',
    quantity: '0.500',
    reduceOnly: true,
    type: 'MARKET',
    trigger: { kind: 'STOP', price: times(0.9942) },
  }),
]

const fills = (): Schema<'Fill'>[] =>
  [
    { minutes: 58, side: 'BUY' as const, quantity: '0.300' },
    { minutes: 44, side: 'BUY' as const, quantity: '0.400' },
    { minutes: 17, side: 'SELL' as const, quantity: '0.200' },
  ].map(({ minutes, side, quantity }, place) => ({
    account: ACCOUNT,
    at: at(minutes),
    fee: '8.99',
    maker: place === 1,
    order: id(80 + place),
    price: (Math.round(priceOf('BTC', begun - minutes * 60_000) * 10) / 10).toFixed(2),
    quantity,
    realizedPnl: side === 'SELL' ? '31.40' : '0.00',
    side,
    strategy: '',
    symbol: SYMBOL,
    tradeId: `t${place}`,
    venueOrderId: `77${place}`,
  }))

function exposure(): Schema<'OutlookExposure'> {
  const mark = priceOf('BTC', Date.now())
  const entry = Number(times(0.9983))
  const liquidation = Number(times(0.9902))
  const profit = ((mark - entry) * 0.5).toFixed(2)
  return {
    at: new Date().toISOString(),
    accounts: [
      {
        account: ACCOUNT,
        venue: 'binance',
        balances: [
          {
            asset: 'USDT',
            wallet: '12840.55',
            unrealizedPnl: profit,
            equity: (12_840.55 + Number(profit)).toFixed(2),
            available: '9412.10',
          },
        ],
        positions: [
          {
            account: ACCOUNT,
            symbol: SYMBOL,
            quantity: '0.500',
            entryPrice: entry.toFixed(2),
            margin: '581.40',
            marginMode: 'ISOLATED',
            leverage: 100,
            markPrice: mark.toFixed(2),
            unrealizedPnl: profit,
            liquidationPrice: liquidation.toFixed(2),
            distance: ((mark - liquidation) / mark).toFixed(6),
            openedAt: at(58),
            updatedAt: at(17),
          },
        ],
      },
    ],
  }
}

export const mineHandlers = [
  http.get('*/api/v1/trading/exposure', () => HttpResponse.json(exposure())),
  http.get('*/api/v1/trading/accounts/:account/open-orders', ({ params }) =>
    HttpResponse.json({ orders: params['account'] === ACCOUNT ? orders() : [] }),
  ),
  http.get('*/api/v1/trading/accounts/:account/fills', ({ params }) =>
    HttpResponse.json({ fills: params['account'] === ACCOUNT ? fills() : [] }),
  ),
]

/** Keeps what is at risk moving with the market. */
export function startExposure(): void {
  const topic = `trading.exposure.${id(1)}`
  setInterval(() => {
    if (isRead(topic)) publish(topic, exposure())
  }, 500)
}
