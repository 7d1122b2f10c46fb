import { expect, test } from 'vitest'
import { paths, safeNext } from './path-builder'

test('every address of the desk', () => {
  expect({
    home: paths.home(),
    login: paths.login('/trade/okx/BTC-USDT'),
    register: paths.register(),
    tradeAny: paths.tradeAny(),
    trade: paths.trade('binance', 'BTCUSDT', 'a/b'),
    cover: paths.cover(),
    claim: paths.claim('c1'),
    fund: paths.fund(),
    system: paths.system(),
    account: paths.account('keys'),
  }).toMatchInlineSnapshot(`
    {
      "account": "/account?tab=keys",
      "claim": "/cover/claims/c1",
      "cover": "/cover",
      "fund": "/fund",
      "home": "/",
      "login": "/login?next=%2Ftrade%2Fokx%2FBTC-USDT",
      "register": "/register",
      "system": "/system",
      "trade": "/trade/binance/BTCUSDT?account=a%2Fb",
      "tradeAny": "/trade",
    }
  `)
})

test('after logging in one stays on this site', () => {
  expect(safeNext('/fund')).toBe('/fund')
  expect(safeNext('//elsewhere.test')).toBe('/')
  expect(safeNext('/\\elsewhere.test')).toBe('/')
  expect(safeNext('https://elsewhere.test')).toBe('/')
  expect(safeNext(null)).toBe('/')
})
