import { describe, expect, test } from 'vitest'
import { draftOf, previewOf, probeOf, quantityForShare, type Scene } from './commands'
import {
  afterSending,
  EMPTY_TICKET,
  newLeg,
  withLinked,
  withWish,
  type TicketState,
} from './ticketState'

const SCENE: Scene = {
  account: 'account',
  symbol: 'BTCUSDT',
  lotSize: '0.001',
  referencePrice: '100000',
  id: (n) => `id-${n}`,
  now: Date.parse('2025-10-10T21:00:00Z'),
}

const ticket = (news: Partial<TicketState>): TicketState => ({
  ...EMPTY_TICKET,
  quantity: '0.5',
  ...news,
})
const draft = (news: Partial<TicketState>) => draftOf(ticket(news), SCENE)
const body = (news: Partial<TicketState>) => {
  const { command, faults } = draft(news)
  expect(faults).toBeNull()
  return command?.body
}

const COMMON = {
  order: 'id-0',
  account: 'account',
  symbol: 'BTCUSDT',
  side: 'BUY',
  quantity: '0.5',
  reduceOnly: false,
}

describe('one order', () => {
  const cases: [name: string, news: Partial<TicketState>, expected: object][] = [
    ['market', { mode: 'MARKET' }, { type: 'MARKET', price: null, trigger: null }],
    [
      'limit',
      { price: '99,500.10' },
      { type: 'LIMIT', price: '99500.1', timeInForce: 'GTC', trigger: null },
    ],
    [
      'post-only',
      { price: '99500', timeInForce: 'POST_ONLY', side: 'SELL' },
      { side: 'SELL', type: 'LIMIT', price: '99500', timeInForce: 'POST_ONLY' },
    ],
    ['IOC', { price: '99500', timeInForce: 'IOC' }, { timeInForce: 'IOC' }],
    ['FOK', { price: '99500', timeInForce: 'FOK' }, { timeInForce: 'FOK' }],
    [
      'GTD',
      { price: '99500', timeInForce: 'GTD', goodTill: '2025-10-11T00:00:00Z' },
      { timeInForce: 'GTD', goodTill: '2025-10-11T00:00:00.000Z' },
    ],
    ['reduce-only', { mode: 'MARKET', reduceOnly: true }, { type: 'MARKET', reduceOnly: true }],
    [
      'stop at the market',
      { mode: 'CONDITIONAL', triggerPrice: '98000' },
      { type: 'MARKET', price: null, trigger: { kind: 'STOP', source: 'MARK', price: '98000' } },
    ],
    [
      'stop with a limit',
      {
        mode: 'CONDITIONAL',
        triggerPrice: '98000',
        triggerSource: 'LAST',
        follow: 'LIMIT',
        price: '97900',
        keeper: 'VENUE',
      },
      {
        type: 'LIMIT',
        price: '97900',
        timeInForce: 'GTC',
        trigger: { kind: 'STOP', source: 'LAST', price: '98000', keeper: 'VENUE' },
      },
    ],
    [
      'if touched',
      { mode: 'CONDITIONAL', triggerKind: 'IF_TOUCHED', triggerPrice: '103000' },
      { trigger: { kind: 'IF_TOUCHED', source: 'MARK', price: '103000' } },
    ],
    [
      'trailing at once',
      { mode: 'CONDITIONAL', triggerKind: 'TRAILING', callback: '1.5', triggerSource: 'INDEX' },
      { trigger: { kind: 'TRAILING', source: 'INDEX', price: null, callback: '0.015' } },
    ],
    [
      'trailing from a price',
      { mode: 'CONDITIONAL', triggerKind: 'TRAILING', triggerPrice: '103000', keeper: 'DESK' },
      {
        trigger: {
          kind: 'TRAILING',
          source: 'MARK',
          price: '103000',
          callback: '0.01',
          keeper: 'DESK',
        },
      },
    ],
    [
      'label and a durable answer',
      { mode: 'MARKET', strategy: ' swing ', acknowledge: 'DURABLE' },
      { strategy: 'swing', acknowledge: 'DURABLE' },
    ],
    [
      'an amount of the quote asset, at the limit',
      { price: '50000', quantity: '1234', unit: 'QUOTE' },
      { quantity: '0.024', price: '50000' },
    ],
    [
      'an amount at the mark',
      { mode: 'MARKET', quantity: '12345', unit: 'QUOTE' },
      { quantity: '0.123' },
    ],
  ]
  test.each(cases)('%s', (_, news, expected) => {
    const { command } = draft(news)
    expect(command?.kind).toBe('order')
    expect(body(news)).toMatchObject({ ...COMMON, ...expected })
  })

  test('a market order says neither price nor how long it lives', () => {
    expect(body({ mode: 'MARKET', timeInForce: 'IOC' })).not.toHaveProperty('timeInForce')
  })
})

describe('a list', () => {
  test('a bracket has reduce-only exits on the other side', () => {
    expect(
      body({
        price: '100000',
        side: 'SELL',
        linked: 'BRACKET',
        takeProfit: '97000',
        stopLoss: '101000',
        exitSource: 'LAST',
      }),
    ).toMatchObject({
      kind: 'BRACKET',
      orders: [
        { order: 'id-0', side: 'SELL', type: 'LIMIT', price: '100000' },
        {
          order: 'id-1',
          side: 'BUY',
          type: 'MARKET',
          quantity: '0.5',
          reduceOnly: true,
          trigger: { kind: 'IF_TOUCHED', source: 'LAST', price: '97000' },
        },
        { order: 'id-2', trigger: { kind: 'STOP', source: 'LAST', price: '101000' } },
      ],
    })
  })

  test('a bracket with a stop alone', () => {
    const made = body({ mode: 'MARKET', linked: 'BRACKET', stopLoss: '99000' })
    expect(made).toMatchObject({ kind: 'BRACKET', orders: [{}, { trigger: { kind: 'STOP' } }] })
  })

  const leg = newLeg(EMPTY_TICKET)
  test.each(['OCO', 'OUO', 'OTO'] as const)('%s takes every form of the others', (linked) => {
    const legs = [
      { ...leg, key: 1, form: 'LIMIT' as const, quantity: '0.1', price: '103000' },
      { ...leg, key: 2, form: 'STOP' as const, quantity: '0.2', triggerPrice: '98000' },
      {
        ...leg,
        key: 3,
        form: 'TOUCH_LIMIT' as const,
        quantity: '0.3',
        triggerPrice: '104000',
        price: '104100',
        reduceOnly: true,
      },
      { ...leg, key: 4, form: 'TRAILING' as const, quantity: '0.4', callback: '2' },
      { ...leg, key: 5, form: 'MARKET' as const, quantity: '0.5', side: 'SELL' as const },
    ]
    expect(body({ price: '100000', linked, legs })).toMatchObject({
      kind: linked,
      orders: [
        { type: 'LIMIT', price: '100000' },
        { order: 'id-1', type: 'LIMIT', quantity: '0.1', price: '103000' },
        { type: 'MARKET', price: null, trigger: { kind: 'STOP', price: '98000' } },
        {
          type: 'LIMIT',
          price: '104100',
          reduceOnly: true,
          trigger: { kind: 'IF_TOUCHED', price: '104000' },
        },
        { type: 'MARKET', trigger: { kind: 'TRAILING', callback: '0.02' } },
        { order: 'id-5', side: 'SELL', type: 'MARKET' },
      ],
    })
  })
})

describe('an algorithm', () => {
  const cases: [name: string, news: Partial<TicketState>, expected: object][] = [
    [
      'TWAP',
      { algorithm: 'TWAP', minutes: '30', slices: '10', sizeJitter: '5', timeJitter: '' },
      {
        tactic: { algorithm: 'TWAP', slices: 10, sizeJitterPercent: 5, timeJitterPercent: null },
        until: '2025-10-10T21:30:00.000Z',
        atEnd: 'SWEEP',
        limitPrice: null,
        slippageMax: null,
      },
    ],
    [
      'VWAP with a slippage limit',
      { algorithm: 'VWAP', slippageMax: '25', onSlippage: 'END', atEnd: 'LEAVE', price: '101000' },
      {
        tactic: { algorithm: 'VWAP', slices: 12 },
        limitPrice: '101000',
        slippageMax: '25',
        onSlippage: 'END',
        atEnd: 'LEAVE',
      },
    ],
    [
      'POV',
      { algorithm: 'POV', participation: '12.5', partMax: '0.05' },
      { tactic: { algorithm: 'POV', participation: '0.125', partMax: '0.05' } },
    ],
    [
      'ICEBERG',
      { algorithm: 'ICEBERG', price: '99000', display: '0.05', postOnly: true },
      { limitPrice: '99000', tactic: { algorithm: 'ICEBERG', display: '0.05', postOnly: true } },
    ],
    [
      'SNIPER',
      { algorithm: 'SNIPER', price: '99000', sizeMin: '' },
      { limitPrice: '99000', tactic: { algorithm: 'SNIPER', sizeMin: null } },
    ],
    [
      'PEGGED',
      { algorithm: 'PEGGED', reference: 'MID', offset: '-0.5', tolerance: '0', display: '' },
      {
        tactic: {
          algorithm: 'PEGGED',
          reference: 'MID',
          offset: '-0.5',
          tolerance: '0',
          display: null,
          postOnly: false,
        },
      },
    ],
  ]
  test.each(cases)('%s', (_, news, expected) => {
    expect(body({ mode: 'ALGO', ...news })).toMatchObject({
      algo: 'id-0',
      account: 'account',
      side: 'BUY',
      quantity: '0.5',
      ...expected,
    })
  })

  test('without an end nothing is said of the end, without a limit nothing of slippage', () => {
    const made = body({ mode: 'ALGO', algorithm: 'POV', minutes: '', onSlippage: 'END' })
    expect(made).not.toHaveProperty('until')
    expect(made).not.toHaveProperty('atEnd')
    expect(made).not.toHaveProperty('onSlippage')
  })
})

describe('what is missing', () => {
  const cases: [name: string, news: Partial<TicketState>, faults: object][] = [
    ['a price', { price: '' }, { price: 'needed' }],
    ['a quantity', { mode: 'MARKET', quantity: ' ' }, { quantity: 'needed' }],
    ['a number', { mode: 'MARKET', quantity: '1.2.3' }, { quantity: 'number' }],
    ['no exponent', { mode: 'MARKET', quantity: '1e3' }, { quantity: 'number' }],
    ['a positive number', { mode: 'MARKET', quantity: '-1' }, { quantity: 'positive' }],
    ['a trigger', { mode: 'CONDITIONAL' }, { 'trigger.price': 'needed' }],
    [
      'a callback',
      { mode: 'CONDITIONAL', triggerKind: 'TRAILING', callback: '' },
      { 'trigger.callback': 'needed' },
    ],
    ['an end', { price: '1', timeInForce: 'GTD' }, { goodTill: 'needed' }],
    ['an exit', { price: '1', linked: 'BRACKET' }, { takeProfit: 'exits' }],
    ['another order', { price: '1', linked: 'OCO' }, { orders: 'legs' }],
    ['slices', { mode: 'ALGO', slices: '' }, { slices: 'needed' }],
    ['whole slices', { mode: 'ALGO', slices: '1.5' }, { slices: 'number' }],
    ['a window', { mode: 'ALGO', minutes: '' }, { until: 'needed' }],
    ['a limit', { mode: 'ALGO', algorithm: 'SNIPER' }, { limitPrice: 'needed' }],
    ['what is shown', { mode: 'ALGO', algorithm: 'ICEBERG', price: '1' }, { display: 'needed' }],
  ]
  test.each(cases)('%s', (_, news, faults) => {
    expect(draft(news)).toEqual({ command: null, faults })
  })

  test('an amount without a price', () => {
    const state = ticket({ mode: 'MARKET', unit: 'QUOTE' })
    expect(draftOf(state, { ...SCENE, referencePrice: null }).faults).toEqual({
      quantity: 'unpriced',
    })
  })
})

test('the server is asked about the first order of a list, and about the whole of an algorithm', () => {
  const list = draft({ price: '100000', linked: 'BRACKET', stopLoss: '99000' }).command
  expect(list && previewOf(list)).toMatchObject({ order: 'id-0', type: 'LIMIT', price: '100000' })
  const pov = draft({ mode: 'ALGO', algorithm: 'POV' }).command
  expect(pov && previewOf(pov)).toEqual({
    ...COMMON,
    type: 'MARKET',
  })
  expect(probeOf(EMPTY_TICKET, SCENE, '0.001')).toMatchObject({ type: 'MARKET', quantity: '0.001' })
})

describe('a share of what is available', () => {
  const preview = {
    account: 'account',
    symbol: 'BTCUSDT',
    side: 'BUY' as const,
    quantity: '0.001',
    maker: false,
    initialMargin: '10',
    fee: '0.05',
    availableBefore: '1000',
  }
  const of = { preview, held: '-0.75', reduceOnly: false, lotSize: '0.001' }

  test('scales what the server says of one unit, down to whole lots', () => {
    expect(quantityForShare(1, of)).toBe('0.099')
    expect(quantityForShare(0.5, of)).toBe('0.049')
  })

  test('is a share of the position where it only reduces', () => {
    expect(quantityForShare(0.5, { ...of, reduceOnly: true })).toBe('0.375')
    expect(quantityForShare(1, { ...of, reduceOnly: true, held: null })).toBeNull()
  })

  test('is not known without margin', () => {
    expect(quantityForShare(1, { ...of, preview: null })).toBeNull()
    const unset = { ...preview, initialMargin: null }
    expect(quantityForShare(1, { ...of, preview: unset })).toBeNull()
  })
})

describe('the ticket', () => {
  test('takes what somebody points at, where a price is wanted', () => {
    expect(withWish(ticket({ mode: 'MARKET' }), { price: '99' })).toMatchObject({
      mode: 'LIMIT',
      price: '99',
    })
    expect(withWish(ticket({ mode: 'CONDITIONAL' }), { price: '99' })).toMatchObject({
      triggerPrice: '99',
      price: '',
    })
    expect(withWish(ticket({ unit: 'QUOTE' }), { side: 'SELL', quantity: '2' })).toMatchObject({
      side: 'SELL',
      quantity: '2',
      unit: 'BASE',
    })
  })

  test('begins a list with one other order, and keeps those that are there', () => {
    const once = withLinked(ticket({}), 'OCO')
    expect(once.legs).toHaveLength(1)
    expect(withLinked(once, 'OTO').legs).toEqual(once.legs)
    expect(withLinked(ticket({}), 'BRACKET').legs).toEqual([])
  })

  test('keeps how somebody trades, and not what was for the one order', () => {
    const sent = ticket({ side: 'SELL', mode: 'MARKET', stopLoss: '1' })
    expect(afterSending(sent)).toMatchObject({
      side: 'SELL',
      mode: 'MARKET',
      quantity: '',
      stopLoss: '',
    })
  })
})
