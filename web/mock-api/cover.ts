import { http, HttpResponse } from 'msw'
import type { Schema } from '../app/api/client'
import { secondsOf } from '../app/util/duration'
import { checks, documents, evidence, freshClaims, root } from './cover-claims'
import {
  ACCEPT,
  indexOf,
  paths,
  REFUSE,
  terms,
  TERMS,
  touchProbability,
  WAITING_SECONDS,
} from './cover-model'
import { id } from './db'
import { invalid, problem } from './problem'
import { publish } from './stream'

const QUOTE_SECONDS = 10
const money = (amount: number | string) => ({ amount: Number(amount).toFixed(2), asset: 'USDT' })
const from = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

const MARKS: Record<string, number> = { BTCUSDT: 113_120.4, ETHUSDT: 3_874.22, SOLUSDT: 186.41 }

function position(symbol: string, quantity: number, leverage: number, entry: number) {
  const mark = MARKS[symbol] ?? 1
  const margin = (Math.abs(quantity) * entry) / leverage
  const liquidation = entry * (1 - Math.sign(quantity) * (1 / leverage - 0.004))
  return {
    account: id(60),
    symbol,
    quantity: String(quantity),
    entryPrice: entry.toFixed(2),
    margin: margin.toFixed(2),
    marginMode: symbol === 'SOLUSDT' ? ('CROSS' as const) : ('ISOLATED' as const),
    leverage,
    markPrice: String(mark),
    unrealizedPnl: ((mark - entry) * quantity).toFixed(2),
    liquidationPrice: liquidation.toFixed(2),
    distance: (Math.abs(mark - liquidation) / mark).toFixed(6),
    openedAt: from(-5_400),
    updatedAt: from(0),
  }
}

export const POSITIONS = [
  position('BTCUSDT', 0.5, 20, 113_400),
  position('ETHUSDT', -8, 10, 3_910),
  position('SOLUSDT', 40, 5, 181.2),
]

const quotes = new Map<string, Schema<'Quote'>>()
const policies: Schema<'Policy'>[] = freshPolicies()
let claims: Schema<'Claim'>[] = freshClaims()
let available = 1_284.6

function freshPolicies(): Schema<'Policy'>[] {
  const policy = (
    number: number,
    symbol: string,
    state: Schema<'PolicyState'>,
    bound: number,
    term: number,
    barrier: string,
    more: Partial<Schema<'Policy'>> = {},
  ): Schema<'Policy'> => ({
    policy: id(number),
    quote: id(number + 1_000),
    owner: id(1),
    account: id(60),
    venue: 'binance',
    accountUid: '10023411',
    symbol,
    side: 'LONG',
    quantity: '0.5',
    entryPrice: '113400.00',
    leverage: 20,
    marginAtBinding: money(2_712.5),
    barrier,
    sumInsured: money(2_712.5),
    deductible: money(135.63),
    coinsurance: '0.20',
    premium: money(88.12),
    state,
    boundAt: from(bound),
    coverFrom: from(bound + WAITING_SECONDS),
    coverUntil: from(bound + term),
    paid: money(0),
    ...more,
  })
  return [
    policy(300, 'ETHUSDT', 'ACTIVE', -9_000, 86_400, '4285.36', {
      side: 'SHORT',
      leverage: 10,
      sumInsured: money(3_128),
      premium: money(41.07),
    }),
    policy(301, 'SOLUSDT', 'WAITING', -320, 28_800, '149.86', {
      leverage: 5,
      sumInsured: money(1_449.6),
      premium: money(9.8),
    }),
    policy(302, 'BTCUSDT', 'EXHAUSTED', -20_000, 28_800, '108240.00', { paid: money(2_061.5) }),
    policy(303, 'BTCUSDT', 'ACTIVE', -4_800, 28_800, '108183.60'),
    policy(304, 'ETHUSDT', 'EXPIRED', -180_000, 86_400, '3521.10', { leverage: 10 }),
  ]
}

function price(body: Schema<'QuoteRequest'>): Schema<'Quote'> | null {
  const held = POSITIONS.find((each) => each.symbol === body.symbol)
  if (!held) return null
  const mark = Number(held.markPrice)
  const barrier = Number(held.liquidationPrice)
  const seconds = secondsOf(body.term)
  const index = indexOf(mark, barrier, seconds)
  const probability =
    touchProbability(mark, barrier, seconds) - touchProbability(mark, barrier, WAITING_SECONDS)
  const sum = Number(body.sumInsured?.amount ?? held.margin)
  const pure = probability * sum * 0.76
  const risk = 0.1 * sum * 0.76 * Math.sqrt(probability * (1 - probability))
  const capital = (0.12 * sum * seconds) / (365 * 86_400)
  const expenses = ((pure + risk + capital) / 0.85) * 0.15
  const refused = index < REFUSE ? 'U01' : index < ACCEPT ? 'REFER' : ''
  const most = seconds * (index / REFUSE) ** 2
  return {
    quote: crypto.randomUUID(),
    owner: id(1),
    account: body.account,
    venue: 'binance',
    symbol: body.symbol,
    side: Number(held.quantity) > 0 ? 'LONG' : 'SHORT',
    quantity: held.quantity,
    entryPrice: held.entryPrice,
    leverage: held.leverage,
    term: body.term,
    state: refused === 'U01' ? 'REJECTED' : 'PRICED',
    code: refused,
    reason:
      refused === 'U01'
        ? `liquidation is only ${index.toFixed(2)} ordinary moves away`
        : refused === 'REFER'
          ? `the insurability index ${index.toFixed(2)} is below 2.00: an underwriter must decide`
          : '',
    maxTermSeconds: Math.floor(most),
    mark: held.markPrice,
    barrier: held.liquidationPrice,
    volatility: 0.62,
    probability,
    index,
    marginAtBinding: money(held.margin),
    sumInsured: money(sum),
    pure: money(pure),
    riskLoading: money(risk),
    capitalCharge: money(capital),
    expenses: money(expenses),
    premium: money(pure + risk + capital + expenses),
    deductible: money(Number(held.margin) * 0.05),
    coinsurance: '0.20',
    modelVersion: 'kou-1',
    quotedAt: from(0),
    expiresAt: from(QUOTE_SECONDS),
  }
}

export const coverHandlers = [
  http.get('*/api/v1/trading/exposure', () =>
    HttpResponse.json({
      at: from(0),
      accounts: [
        {
          account: id(60),
          venue: 'binance',
          positions: POSITIONS,
          balances: [
            {
              asset: 'USDT',
              wallet: '12480.10',
              equity: '12390.42',
              available: '6310.22',
              unrealizedPnl: '-89.68',
            },
          ],
        },
      ],
    } satisfies Schema<'OutlookExposure'>),
  ),
  http.get('*/api/v1/instruments/:venue/:symbol/mark', ({ params }) =>
    HttpResponse.json({
      venue: String(params['venue']),
      symbol: String(params['symbol']),
      mark: String(MARKS[String(params['symbol'])] ?? 1),
      index: String(MARKS[String(params['symbol'])] ?? 1),
      fundingRate: '0.0001',
      nextFunding: from(3_600),
      at: from(0),
    }),
  ),
  http.get('*/api/v1/cover/terms', ({ request }) => {
    const query = new URL(request.url).searchParams
    const symbol = query.get('symbol') ?? ''
    const mark = MARKS[symbol]
    return mark === undefined
      ? problem(422, 'price_not_available', 'there is no price of it')
      : HttpResponse.json(
          terms(query.get('venue') ?? '', symbol, query.get('side') ?? 'LONG', mark),
        )
  }),
  http.post('*/api/v1/quotes', async ({ request }) => {
    const body = (await request.json()) as Schema<'QuoteRequest'>
    if (!TERMS.includes(body.term)) return invalid('term', `must be one of ${TERMS.join(', ')}`)
    const quote = price(body)
    if (!quote) return problem(422, 'position_not_open', 'there is no open position')
    quotes.set(quote.quote, quote)
    return HttpResponse.json(quote)
  }),
  http.get('*/api/v1/quotes', () =>
    HttpResponse.json({ quotes: [...quotes.values()].toReversed() }),
  ),
  http.get('*/api/v1/quotes/:quote', ({ params }) => {
    const quote = quotes.get(String(params['quote']))
    return quote ? HttpResponse.json(quote) : problem(404, 'quote_not_found', 'no such quote')
  }),
  http.get('*/api/v1/quotes/:quote/paths', ({ params }) => {
    const quote = quotes.get(String(params['quote']))
    return quote
      ? HttpResponse.json(paths(quote))
      : problem(404, 'quote_not_found', 'no such quote')
  }),
  http.post('*/api/v1/policies', async ({ request }) => {
    const body = (await request.json()) as Schema<'BindQuote'>
    const quote = quotes.get(body.quote)
    if (!quote) return problem(404, 'quote_not_found', 'no such quote')
    if (Date.parse(quote.expiresAt) < Date.now())
      return problem(409, 'quote_expired', `the quote was good until ${quote.expiresAt}`)
    quotes.set(quote.quote, { ...quote, state: 'ACCEPTED' })
    available -= Number(quote.premium.amount)
    const policy: Schema<'Policy'> = {
      policy: body.policy,
      quote: quote.quote,
      owner: quote.owner,
      account: quote.account,
      venue: quote.venue,
      accountUid: '10023411',
      symbol: quote.symbol,
      side: quote.side,
      quantity: quote.quantity,
      entryPrice: quote.entryPrice,
      leverage: quote.leverage,
      marginAtBinding: quote.marginAtBinding,
      barrier: quote.barrier,
      sumInsured: quote.sumInsured,
      deductible: quote.deductible,
      coinsurance: quote.coinsurance,
      premium: quote.premium,
      state: 'WAITING',
      boundAt: from(0),
      coverFrom: from(WAITING_SECONDS),
      coverUntil: from(secondsOf(quote.term)),
      paid: money(0),
    }
    policies.unshift(policy)
    publish(`notification.${id(1)}`, {
      id: crypto.randomUUID(),
      user: id(1),
      kind: 'policy_bound',
      title: 'Cover is bound',
      text: `${policy.symbol}: it begins in 15 minutes.`,
      read: false,
      at: from(0),
    })
    return HttpResponse.json(policy)
  }),
  http.get('*/api/v1/policies', () => HttpResponse.json({ policies })),
  http.get('*/api/v1/policies/:policy', ({ params }) => {
    const policy = policies.find((each) => each.policy === params['policy'])
    return policy ? HttpResponse.json(policy) : problem(404, 'policy_not_found', 'no such policy')
  }),
  http.get('*/api/v1/balance', () =>
    HttpResponse.json({ user: id(1), posted: money(available), available: money(available) }),
  ),
  http.get('*/api/v1/claims', () => HttpResponse.json({ claims })),
  http.post('*/api/v1/claims', async ({ request }) => {
    const body = (await request.json()) as Schema<'FileClaim'>
    if (!/^[\w-]{1,64}$/.test(body.venueOrderId))
      return invalid('venueOrderId', 'must be 1 to 64 letters and digits')
    const [first] = claims
    if (!first) return problem(404, 'policy_not_found', 'no such policy')
    const history: Schema<'ClaimStep'>[] = [
      { state: 'NOTIFIED', actor: 'ten-x', reason: body.statement, at: from(0) },
    ]
    const claim: Schema<'Claim'> = {
      ...first,
      ...body,
      filedByHand: true,
      state: 'NOTIFIED',
      loss: null,
      benefit: null,
      evidenceRoot: '',
      history,
      notifiedAt: from(0),
    }
    claims = [claim, ...claims]
    return HttpResponse.json(claim)
  }),
  http.get('*/api/v1/claims/:claim', async ({ params }) => {
    const claim = claims.find((each) => each.claim === params['claim'])
    return claim
      ? HttpResponse.json({ ...claim, evidenceRoot: await root(claim.claim) })
      : problem(404, 'claim_not_found', 'no such claim')
  }),
  http.get('*/api/v1/claims/:claim/timeline', ({ params }) => {
    const claim = claims.find((each) => each.claim === params['claim'])
    return claim
      ? HttpResponse.json({
          claim: claim.claim,
          state: claim.state,
          steps: claim.history,
          checks: checks(claim.claim),
        })
      : problem(404, 'claim_not_found', 'no such claim')
  }),
  http.post('*/api/v1/claims/:claim/decision', async ({ params, request }) => {
    const claim = claims.find((each) => each.claim === params['claim'])
    if (!claim) return problem(404, 'claim_not_found', 'no such claim')
    const body = (await request.json()) as { approve: boolean; reason: string }
    const state = body.approve ? ('APPROVED' as const) : ('DECLINED' as const)
    const step = { state, actor: 'reviewer', reason: body.reason, at: from(0) }
    const decided = { ...claim, state, history: [...claim.history, step] }
    claims = claims.map((each) => (each === claim ? decided : each))
    return HttpResponse.json(decided)
  }),
  http.get('*/api/v1/claims/:claim/evidence', async ({ params }) =>
    HttpResponse.json(await evidence(String(params['claim']))),
  ),
  http.get('*/api/v1/claims/:claim/evidence/:document', async ({ params }) => {
    const found = (await documents(String(params['claim']))).find(
      (each) => each.document === params['document'],
    )
    return found ? HttpResponse.json(found) : problem(404, 'evidence_not_found', 'no such document')
  }),
  http.post('*/api/v1/claims/:claim/evidence/verification', async ({ params }) => {
    const claim = String(params['claim'])
    const sealed = await root(claim)
    return HttpResponse.json({
      claim,
      root: sealed,
      computedRoot: sealed,
      holds: true,
      documents: (await documents(claim)).map(
        ({ document, place, source, bytes, sha256, leaf }) => ({
          document,
          place,
          source,
          bytes,
          sha256,
          leaf,
          computedLeaf: leaf,
          holds: true,
        }),
      ),
      at: from(0),
    } satisfies Schema<'EvidenceVerification'>)
  }),
]
