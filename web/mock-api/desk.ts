import { http, HttpResponse } from 'msw'
import type { Schema } from '../app/api/client'
import { db, id } from './db'
import { feed, marked, order } from './desk-data'
import { desk, exposure, fill, preview, put } from './desk-state'
import { invalid, problem } from './problem'
import { publish } from './stream'

const OVER = new Set(['DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED'])
const USER = id(1)
const now = () => new Date(feed.now()).toISOString()
const trading = (path: string) => `*/api/v1/trading/${path}`
const open = () => desk().orders.filter((each) => !OVER.has(each.state))
const isStopped = () => desk().kills.some((kill) => kill.state !== 'LIFTED')

function place(asked: Schema<'PlaceOrder'>, link: Schema<'Order'>['link'] = null) {
  const known = desk().orders.find((each) => each.order === asked.order)
  if (known) return known
  const made = order(0, {
    ...asked,
    price: asked.price ?? null,
    timeInForce: asked.timeInForce ?? 'GTC',
    reduceOnly: asked.reduceOnly ?? false,
    strategy: asked.strategy ?? '',
    trigger: asked.trigger ?? null,
    goodTill: asked.goodTill ?? null,
    state: asked.trigger || link?.parent ? 'EMULATED' : 'ACCEPTED',
    createdAt: now(),
    link,
  })
  const isTakenNow = asked.type === 'MARKET' && !asked.trigger && !link?.parent
  return isTakenNow ? fill(made) : put(made)
}

function cancelled(of: Schema<'Order'>) {
  return put({ ...of, state: 'CANCELED' })
}

export const deskHandlers = [
  http.get(trading('exposure'), () => HttpResponse.json(exposure())),
  http.get(trading('accounts/:account/open-orders'), () => HttpResponse.json({ orders: open() })),
  http.get(trading('accounts/:account/orders'), ({ request }) => {
    const before = new URL(request.url).searchParams.get('before')
    const all = desk().orders.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    const from = before === null ? 0 : all.findIndex((each) => each.order === before) + 1
    return HttpResponse.json({ orders: all.slice(from, from + 500) })
  }),
  http.get(trading('accounts/:account/fills'), ({ request }) => {
    const before = new URL(request.url).searchParams.get('before')
    const fills = desk().fills.filter((each) => before === null || each.at < before)
    return HttpResponse.json({ fills: fills.toSorted((a, b) => a.at.localeCompare(b.at)) })
  }),
  http.get(trading('accounts/:account/ledger'), () =>
    HttpResponse.json({
      lines: [],
      sums: [
        { symbol: 'BTCUSDT', kind: 'REALIZED_PNL', amount: '192.00' },
        { symbol: 'BTCUSDT', kind: 'FEE', amount: '-29.94' },
        { symbol: 'BTCUSDT', kind: 'FUNDING', amount: '-4.18' },
        { symbol: 'ETHUSDT', kind: 'FEE', amount: '-3.13' },
      ],
    }),
  ),
  http.post(trading('orders/preview'), async ({ request }) =>
    HttpResponse.json(preview((await request.json()) as Schema<'PlaceOrder'>)),
  ),
  http.post(trading('orders'), async ({ request }) => {
    const asked = (await request.json()) as Schema<'PlaceOrder'>
    const no = preview(asked).refusal
    if (no?.code === 'insufficient_margin')
      return HttpResponse.json(
        put(order(0, { ...(asked as Schema<'Order'>), state: 'DENIED', reason: no.message })),
      )
    if (no) return problem(422, no.code, no.message, no.field ? { field: no.field } : {})
    return HttpResponse.json(place(asked))
  }),
  http.post(trading('order-lists'), async ({ request }) => {
    const list = (await request.json()) as Schema<'PlaceList'>
    if (isStopped()) return problem(422, 'killed', 'trading is stopped by the kill switch')
    const waits = list.kind === 'BRACKET' || list.kind === 'OTO'
    const first = list.orders[0]?.order ?? null
    const orders = list.orders.map((each, at) =>
      place(each, { list: id(700), kind: list.kind, parent: waits && at > 0 ? first : null }),
    )
    return HttpResponse.json({ orders })
  }),
  http.put(trading('orders/:order'), async ({ params, request }) => {
    const known = open().find((each) => each.order === params['order'])
    if (!known) return problem(409, 'order_not_open', 'the order is not open')
    const change = (await request.json()) as Partial<Record<'quantity' | 'price', string | null>>
    if (change.quantity != null && Number(change.quantity) <= Number(known.filled))
      return invalid('quantity', 'must be more than is filled already')
    return HttpResponse.json(
      put({
        ...known,
        quantity: change.quantity ?? known.quantity,
        price: change.price ?? known.price ?? null,
      }),
    )
  }),
  http.post(trading('orders/:order/cancel'), ({ params }) => {
    const known = open().find((each) => each.order === params['order'])
    return known
      ? HttpResponse.json(cancelled(known))
      : problem(409, 'order_not_open', 'the order is not open')
  }),
  http.post(trading('accounts/:account/cancel-all'), async ({ request }) => {
    const { symbol } = (await request.json()) as { symbol?: string | null }
    const orders = open().filter((each) => symbol == null || each.symbol === symbol)
    return HttpResponse.json({ orders: orders.map(cancelled) })
  }),
  http.post(trading('accounts/:account/close-position'), async ({ request }) => {
    const asked = (await request.json()) as { order: string; symbol: string }
    const held = desk().positions.find((each) => each.symbol === asked.symbol)
    if (!held)
      return problem(409, 'position_not_open', `there is no open position in ${asked.symbol}`)
    return HttpResponse.json(
      fill(
        order(0, {
          order: asked.order,
          symbol: asked.symbol,
          side: Number(held.quantity) > 0 ? 'SELL' : 'BUY',
          type: 'MARKET',
          quantity: String(Math.abs(Number(held.quantity))),
          reduceOnly: true,
          createdAt: now(),
        }),
      ),
    )
  }),
  http.put(trading('accounts/:account/leverage'), async ({ request }) => {
    const asked = (await request.json()) as {
      symbol: string
      marginMode: Schema<'MarginMode'>
      leverage: number
    }
    if (asked.leverage > 125) return invalid('leverage', 'at most 125')
    desk().settings.set(asked.symbol, asked)
    return HttpResponse.json({})
  }),
  http.post(trading('accounts/:account/margin'), async ({ request }) => {
    const asked = (await request.json()) as { change: string; symbol: string; amount: string }
    const held = desk().positions.find((each) => each.symbol === asked.symbol)
    if (!held) return problem(409, 'position_not_open', 'there is no open position')
    if (Number(held.margin) + Number(asked.amount) < 100)
      return invalid('amount', 'that would leave too little margin')
    desk().positions = desk().positions.map((each) =>
      each === held
        ? marked({ ...each, margin: (Number(each.margin) + Number(asked.amount)).toFixed(2) })
        : each,
    )
    publish(`trading.exposure.${USER}`, exposure())
    return HttpResponse.json({
      change: asked.change,
      account: held.account,
      symbol: asked.symbol,
      kind: 'ADJUST',
      amount: asked.amount,
      asked: false,
      state: 'DONE',
      words: '',
      at: now(),
      updatedAt: now(),
    })
  }),
  http.get(trading('accounts/:account/protection'), () =>
    HttpResponse.json({ policies: desk().policies, positions: desk().protections }),
  ),
  http.put(trading('accounts/:account/stop-policy'), async ({ params, request }) => {
    const asked = (await request.json()) as Schema<'StopPolicy'>
    const policy = { ...asked, account: String(params['account']) }
    const known = desk()
    known.policies = [policy, ...known.policies.filter((each) => each.symbol !== asked.symbol)]
    for (const held of known.positions) {
      if (asked.symbol != null && held.symbol !== asked.symbol) continue
      const stop =
        Number(held.entryPrice) * (1 - Math.sign(Number(held.quantity)) * Number(asked.distance))
      known.protections = [
        {
          account: held.account,
          symbol: held.symbol,
          state: 'PROTECTED',
          stop: id(381),
          quantity: held.quantity,
          entryPrice: held.entryPrice,
          stopPrice: stop.toFixed(2),
          serial: 1,
          words: '',
          since: now(),
          deadline: now(),
        },
        ...known.protections.filter((each) => each.symbol !== held.symbol),
      ]
    }
    return HttpResponse.json(policy)
  }),
  http.delete(trading('accounts/:account/stop-policy'), ({ request }) => {
    const symbol = new URL(request.url).searchParams.get('symbol')
    const known = desk()
    known.policies = known.policies.filter((each) => (each.symbol ?? null) !== symbol)
    known.protections = known.protections.filter((each) => each.symbol !== symbol)
    return HttpResponse.json({})
  }),
  http.get(trading('accounts/:account/algos'), () => HttpResponse.json({ algos: desk().algos })),
  http.post(trading('algos'), async ({ request }) => {
    const asked = (await request.json()) as Schema<'StartAlgo'>
    if (isStopped()) return problem(422, 'killed', 'trading is stopped by the kill switch')
    const algo: Schema<'Algo'> = {
      order: asked,
      state: 'PARTIALLY_FILLED',
      pause: 'NONE',
      filled: (Number(asked.quantity) * 0.25).toFixed(3),
      open: '0.010',
      averagePrice: '112391.40',
      parts: 3,
      reason: '',
      createdAt: now(),
      updatedAt: now(),
    }
    desk().algos = [algo, ...desk().algos]
    publish(`trading.algos.${USER}`, algo)
    return HttpResponse.json(algo)
  }),
  ...(['pause', 'resume', 'cancel'] as const).map((what) =>
    http.post(trading(`algos/:algo/${what}`), ({ params }) => {
      const known = desk().algos.find((each) => each.order.algo === params['algo'])
      if (!known) return problem(404, 'algo_not_found', 'no such algorithm')
      const next: Schema<'Algo'> = {
        ...known,
        pause: what === 'pause' ? 'OWNER' : 'NONE',
        state: what === 'cancel' ? 'CANCELED' : known.state,
        updatedAt: now(),
      }
      desk().algos = desk().algos.map((each) => (each === known ? next : each))
      publish(`trading.algos.${USER}`, next)
      return HttpResponse.json(next)
    }),
  ),
  http.get(trading('algos/:algo/report'), ({ params }) =>
    HttpResponse.json({
      algo: String(params['algo']),
      state: 'PARTIALLY_FILLED',
      quantity: '0.500',
      filled: '0.125',
      arrivalPrice: '112388.00',
      averagePrice: '112391.40',
      delay: '0.12',
      impact: '0.31',
      fees: '7.02',
      opportunity: '1.10',
      shortfall: '8.55',
      basisPoints: '1.52',
      marketVolume: '38.412',
      participation: '0.0033',
      complete: true,
    }),
  ),
  ...killHandlers(),
]

const KILL_STEP_MS = 1_400

/** A kill goes its way step by step, by the clock. */
function killHandlers() {
  const steps = ['CANCEL', 'FLATTEN', 'VERIFY', 'ARM', 'DONE'] as const
  const seen = (kill: Schema<'Kill'>): Schema<'Kill'> => {
    if (kill.state !== 'RUNNING') return kill
    const at = Math.min(4, Math.floor((feed.now() - Date.parse(kill.startedAt)) / KILL_STEP_MS))
    const step = steps[at] ?? 'DONE'
    const known = desk()
    if (at >= 1) for (const each of open()) cancelled(each)
    const closed = kill.accounts[0]?.closed.length
      ? kill.accounts[0].closed
      : at >= 2
        ? known.positions.map((each) => ({
            order: id(800),
            symbol: each.symbol,
            side: Number(each.quantity) > 0 ? ('SELL' as const) : ('BUY' as const),
            filled: String(Math.abs(Number(each.quantity))),
          }))
        : []
    if (at >= 2) {
      known.positions = []
      publish(`trading.exposure.${USER}`, exposure())
    }
    return {
      ...kill,
      state: step === 'DONE' ? 'DONE' : 'RUNNING',
      endedAt: step === 'DONE' ? now() : null,
      accounts: kill.accounts.map((report) => ({
        ...report,
        step,
        closed,
        deadMan: at >= 4 ? 'ARMED' : 'NOT_YET',
        updatedAt: now(),
      })),
    }
  }
  const look = () => {
    desk().kills = desk().kills.map(seen)
    return desk().kills
  }
  return [
    http.get(trading('kills'), () => HttpResponse.json({ kills: look() })),
    http.get(trading('kills/:kill'), ({ params }) => {
      const known = look().find((kill) => kill.kill === params['kill'])
      return known ? HttpResponse.json(known) : problem(404, 'kill_not_found', 'no such kill')
    }),
    http.post(trading('kills'), async ({ request }) => {
      const asked = (await request.json()) as Schema<'StartKill'>
      if (asked.why.trim() === '') return invalid('why', 'a reason of at most 500 characters')
      const kill: Schema<'Kill'> = {
        kill: asked.kill,
        scope: { kind: asked.kind, user: USER, account: asked.account ?? null },
        state: 'RUNNING',
        person: USER,
        by: 'ten-x',
        why: asked.why,
        startedAt: now(),
        endedAt: null,
        liftedBy: '',
        liftedWhy: '',
        accounts: db.present.accounts.map(({ account, venue }) => ({
          account,
          venue,
          step: 'CANCEL',
          attempt: 1,
          cancelled: open().map((each) => each.venueOrderId),
          closed: [],
          left: [],
          deadMan: 'NOT_YET',
          words: '',
          startedAt: now(),
          updatedAt: now(),
          endedAt: null,
        })),
      }
      desk().kills = [kill, ...desk().kills]
      return HttpResponse.json(kill)
    }),
    http.post(trading('kills/:kill/lift'), async ({ params, request }) => {
      const { why } = (await request.json()) as { why: string }
      if (why.trim() === '') return invalid('why', 'a reason of at most 500 characters')
      const known = look().find((kill) => kill.kill === params['kill'])
      if (!known) return problem(404, 'kill_not_found', 'no such kill')
      const lifted: Schema<'Kill'> = {
        ...known,
        state: 'LIFTED',
        liftedBy: 'ten-x',
        liftedWhy: why,
      }
      desk().kills = desk().kills.map((kill) => (kill === known ? lifted : kill))
      return HttpResponse.json(lifted)
    }),
  ]
}
