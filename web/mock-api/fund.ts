import { http, HttpResponse } from 'msw'
import type { Schema } from '../app/api/client'
import { id } from './db'
import { invalid, problem } from './problem'
import { me } from './session'

/** The fund of the fake server: its history holds a bad evening. */
const usdt = (amount: number) => ({ amount: amount.toFixed(2), asset: 'USDT' })
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

const LADDER: [scenario: string, shock: string, loss: number][] = [
  ['down 3 %', '-0.03', 0],
  ['down 5 %', '-0.05', 18_420],
  ['down 10 %', '-0.10', 61_730],
  ['10 October 2025', '-0.145149', 84_210],
  ['down 20 %', '-0.20', 88_650],
  ['March 2020', '-0.40', 96_400],
  ['up 5 %', '0.05', 9_200],
  ['short squeeze', '0.10', 31_040],
  ['up 20 %', '0.20', 44_870],
  ['up 50 %', '0.50', 52_110],
]

const deposits: Schema<'Deposit'>[] = [
  {
    id: id(700),
    owner: id(1),
    purpose: 'PREPAID',
    amount: usdt(1_500),
    reference: 'LG-TEN-X-0001',
    state: 'CONFIRMED',
    at: ago(90_000),
  },
  {
    id: id(701),
    owner: id(1),
    purpose: 'PREPAID',
    amount: usdt(500),
    reference: 'LG-TEN-X-0002',
    state: 'EXPECTED',
    at: ago(600),
  },
]

const payouts: Schema<'Payout'>[] = [
  {
    payout: id(601),
    claim: id(401),
    beneficiary: id(1),
    amount: usdt(2_061.5),
    evidenceRoot: '',
    state: 'CONFIRMED',
    reason: 'booked and confirmed',
    approvals: [],
    createdAt: ago(7_177),
    updatedAt: ago(7_160),
  },
  {
    payout: id(602),
    claim: id(404),
    beneficiary: id(1),
    amount: usdt(31_200),
    evidenceRoot: '',
    state: 'AUTHORIZING',
    reason: 'above 25000 USDT: two people',
    approvals: ['operator-2'],
    createdAt: ago(700),
    updatedAt: ago(640),
  },
]

/** What happened over the last day, from 0 to 1: quiet, then a fall, then claims. */
const fell = (share: number) => Math.max(0, Math.min(1, (share - 0.62) * 12))

function spanOf(request: Request): [start: number, length: number, count: number] {
  const from = new URL(request.url).searchParams.get('from')
  const start = from ? Date.parse(from) : Date.now() - 86_400_000
  return [start, Date.now() - start, 160]
}

function solvencyPoints(request: Request) {
  const [start, length, count] = spanOf(request)
  return Array.from({ length: count + 1 }, (_, at) => {
    const share = at / count
    const wave = Math.sin(at / 9) * 2_400 + Math.sin(at / 2.3) * 600
    const required = 62_000 + 26_000 * share + wave + fell(share) * 34_000 * (1.4 - share)
    const ownFunds = 146_000 + share * 3_400 - fell(share) * 7_900
    return {
      at: new Date(start + share * length).toISOString(),
      inForce: usdt(required * 2.4),
      required: usdt(required),
      ownFunds: usdt(ownFunds),
      ratio: (ownFunds / required).toFixed(4),
    }
  })
}

function poolPoints(request: Request): Schema<'PoolLine'>[] {
  const [start, length, count] = spanOf(request)
  return Array.from({ length: count + 1 }, (_, at) => {
    const share = at / count
    const bumps = Math.round(share * 22) / 22
    return {
      at: new Date(start + share * length).toISOString(),
      cash: usdt(171_000 + bumps * 4_100 - fell(share) * 8_200),
      customers: usdt(18_400 + bumps * 900 + Math.sin(at / 14) * 700),
      capital: usdt(share > 0.3 ? 150_000 : 120_000),
      unearned: usdt(5_200 + Math.sin(at / 12) * 1_300 + bumps * 400),
      reserves: usdt(fell(share) * 9_400 * (1.25 - share * 0.8)),
      payable: usdt(share > 0.66 && share < 0.82 ? 6_120 : share > 0.82 ? 2_040 : 0),
      ownFunds: usdt(146_000 + share * 3_400 - fell(share) * 7_900),
      premiums: usdt(9_100 + bumps * 7_650),
      earned: usdt(6_800 + bumps * 6_900),
      claims: usdt(2_100 + fell(share) * 9_400),
      paid: usdt(2_100 + (share > 0.7 ? 4_080 : 0) + (share > 0.82 ? 4_120 : 0)),
    }
  })
}

function trialBalance(): Schema<'TrialBalance'> {
  const account = (name: string, kind: string, posted: number, out = 0) => ({
    account: name,
    kind,
    posted: usdt(posted),
    pendingIn: usdt(0),
    pendingOut: usdt(out),
  })
  const accounts = [
    account('CASH:USDT', 'ASSET', 166_840.12, 2_061.5),
    account('IN_TRANSIT', 'ASSET', 500),
    account('PREMIUM_RECEIVABLE', 'ASSET', 0),
    account('CUSTOMER_PREPAID:0199cfe5-6800-7000-8000-000000000001', 'LIABILITY', 1_284.6),
    account('CUSTOMER_PREPAID:0199cfe5-6800-7000-8000-000000000005', 'LIABILITY', 17_640.02),
    account('UNEARNED_PREMIUM', 'LIABILITY', 5_911.37),
    account('CLAIMS_RESERVE', 'LIABILITY', 3_022.4),
    account('CLAIMS_PAYABLE', 'LIABILITY', 2_061.5),
    account('CAPITAL', 'EQUITY', 150_000),
    account('RETAINED', 'EQUITY', -14_812.66),
    account('EARNED_PREMIUM', 'INCOME', 13_698.19),
    account('FEE_INCOME', 'INCOME', 120),
    account('CLAIMS_INCURRED', 'EXPENSE', 11_204.8),
    account('OPEX', 'EXPENSE', 380.5),
  ]
  return { accounts, debits: usdt(178_925.42), credits: usdt(178_925.42), balanced: true }
}

export const fundHandlers = [
  http.get('*/api/v1/solvency', ({ request }) => {
    const last = solvencyPoints(request).at(-1)
    if (!last) return problem(500, 'internal_error', 'no point')
    return HttpResponse.json({
      inForce: last.inForce,
      required: last.required,
      ownFunds: last.ownFunds,
      ratio: last.ratio,
      state: 'NORMAL',
      ladder: LADDER.map(([scenario, shock, loss]) => ({ scenario, shock, loss: usdt(loss) })),
    } satisfies Schema<'Solvency'>)
  }),
  http.get('*/api/v1/solvency/history', ({ request }) =>
    HttpResponse.json({ step: 'MINUTE', points: solvencyPoints(request) }),
  ),
  http.get('*/api/v1/pool', ({ request }) => {
    const last = poolPoints(request).at(-1)
    if (!last) return problem(500, 'internal_error', 'no point')
    const { cash, customers, capital, unearned, reserves, payable, ownFunds } = last
    return HttpResponse.json({ cash, customers, capital, unearned, reserves, payable, ownFunds })
  }),
  http.get('*/api/v1/pool/history', ({ request }) =>
    HttpResponse.json({ step: 'MINUTE', points: poolPoints(request) }),
  ),
  http.get('*/api/v1/deposits', () => HttpResponse.json({ deposits })),
  http.post('*/api/v1/deposits', async ({ request }) => {
    const body = (await request.json()) as Schema<'AnnounceDeposit'>
    if (Number(body.amount.amount) > 1_000_000)
      return invalid('amount', 'must be above zero and at most a million million')
    const deposit: Schema<'Deposit'> = {
      ...body,
      owner: me()?.user ?? id(1),
      state: 'EXPECTED',
      at: ago(0),
    }
    deposits.unshift(deposit)
    return HttpResponse.json(deposit)
  }),
  http.post('*/api/v1/deposits/:deposit/confirmation', ({ params }) => {
    const at = deposits.findIndex((each) => each.id === params['deposit'])
    const known = deposits[at]
    if (!known) return problem(404, 'deposit_not_found', 'no such deposit')
    deposits[at] = { ...known, state: 'CONFIRMED' }
    return HttpResponse.json(deposits[at])
  }),
  http.get('*/api/v1/ledger/trial-balance', () => HttpResponse.json(trialBalance())),
  http.get('*/api/v1/ledger/verification', () =>
    HttpResponse.json({
      balanced: true,
      chainVerified: true,
      transfers: 48_211,
      firstBroken: 0,
      head: 'c2fd42734dccd53ec70215ccb8aa8fe701b1c76a5b0ee660f475dc882d2aab29',
    }),
  ),
  http.get('*/api/v1/reconciliation', () =>
    HttpResponse.json({ at: ago(12), compared: 214, breaks: [] }),
  ),
  http.get('*/api/v1/payouts', () => HttpResponse.json({ payouts })),
  http.post('*/api/v1/payouts/:payout/approval', ({ params }) => {
    const at = payouts.findIndex((each) => each.payout === params['payout'])
    const known = payouts[at]
    if (!known) return problem(404, 'payout_not_found', 'no such payout')
    payouts[at] = {
      ...known,
      state: 'AUTHORIZED',
      approvals: [...known.approvals, me()?.login ?? ''],
    }
    return HttpResponse.json(payouts[at])
  }),
]
