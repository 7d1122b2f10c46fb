import { http, HttpResponse } from 'msw'

const STEPS: Record<string, [tick: string, lot: string]> = {
  BTC: ['0.10', '0.001'],
  ETH: ['0.01', '0.001'],
  SOL: ['0.0100', '0.1'],
}

function instrument(venue: string, base: string, symbol: string) {
  const [tickSize = '0.01', lotSize = '0.001'] = STEPS[base] ?? []
  return {
    venue,
    symbol,
    base,
    quote: 'USDT',
    tickSize,
    lotSize,
    minQuantity: lotSize,
    maxQuantity: '1000',
    minNotional: '5',
  }
}

export const INSTRUMENTS = Object.keys(STEPS).flatMap((base) => [
  instrument('binance', base, `${base}USDT`),
  instrument('okx', base, `${base}-USDT-SWAP`),
  instrument('bybit', base, `${base}USDT`),
])

export const marketHandlers = [
  http.get('*/api/v1/instruments', () => HttpResponse.json({ instruments: INSTRUMENTS })),
]
