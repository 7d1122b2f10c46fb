import type { Schema } from '../app/api/client'
import { fromHex, hex, leafOf, rootOf, sha256, type Bytes } from '../app/pages/cover/merkle'
import { en } from '../app/i18n/en'
import { id } from './db'

/** Claims of the fake server: one that was paid, one that a reviewer looks at, one that failed. */
const NOW = Date.now()
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()

const BODIES: [source: string, request: string, body: string][] = [
  [
    'leverageguard policy',
    '',
    '{"policy":"0199cfe5-6800-7000-8000-000000000302","barrier":"108240.00","side":"LONG","marginAtBinding":"2712.50"}',
  ],
  [
    'binance GET /fapi/v1/forceOrders',
    'symbol=BTCUSDT&autoCloseType=LIQUIDATION&limit=50',
    '[{"orderId":8389765519993908,"symbol":"BTCUSDT","status":"FILLED","clientOrderId":"autoclose-1760130903","avgPrice":"108102.30","executedQty":"0.500","side":"SELL"}]',
  ],
  [
    'binance GET /fapi/v1/userTrades',
    'symbol=BTCUSDT&orderId=8389765519993908',
    '[{"id":698759,"orderId":8389765519993908,"price":"108102.30","qty":"0.500","commission":"27.02557500","realizedPnl":"-2648.8500"}]',
  ],
  [
    'binance GET /fapi/v1/income',
    'symbol=BTCUSDT&startTime=1760130600000',
    '[{"incomeType":"INSURANCE_CLEAR","income":"-36.62","asset":"USDT","time":1760130903000}]',
  ],
  [
    'binance GET /fapi/v3/positionRisk',
    'symbol=BTCUSDT',
    '[{"symbol":"BTCUSDT","positionAmt":"0.000","isolatedMargin":"0"}]',
  ],
  [
    'leverageguard facts',
    '',
    '{"markLow":"107966.10","markLowAt":"2025-10-10T21:15:02Z","indexLow":"108011.40","touched":true,"note":"<b>text</b> from outside is shown as text"}',
  ],
]

const bytes = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text))
const base64 = (raw: Bytes) => btoa(String.fromCharCode(...raw))

export async function documents(claim: string): Promise<Schema<'EvidenceDocument'>[]> {
  return Promise.all(
    BODIES.map(async ([source, request, body], at) => ({
      claim,
      document: id(500 + at),
      place: at + 1,
      source,
      request,
      venueTime: source.startsWith('binance') ? 'Fri, 10 Oct 2025 21:15:09 GMT' : '',
      at: before(7_180 - at),
      bytes: bytes(body).length,
      base64: base64(bytes(body)),
      sha256: hex(await sha256(bytes(body))),
      leaf: hex(await leafOf(bytes(body))),
    })),
  )
}

export async function evidence(claim: string): Promise<Schema<'EvidenceBundle'>> {
  const items = (await documents(claim)).map(
    ({ document, source, request, leaf, at, base64: raw }) => ({
      id: document,
      source,
      request,
      body: atob(raw),
      sha256: leaf,
      at,
    }),
  )
  return { claim, items, root: await root(claim), rootVerified: true }
}

export async function root(claim: string): Promise<string> {
  const leaves = (await documents(claim)).map(({ leaf }) => fromHex(leaf))
  return hex(await rootOf(leaves))
}

const REASONS: Record<string, string> = {
  V01: 'the key can read and can neither withdraw nor transfer',
  V02: 'account 10023411 is the insured one',
  V03: 'order 8389765519993908 is in the venue’s list of forced orders',
  V04: 'the venue closed the position: full',
  V05: '2025-10-10T21:15:03Z lies in the period of cover',
  V06: 'BTCUSDT long is the insured position',
  V07: '1 fill adds up to 0.500 at 108102.30',
  V08: 'loss, fees and the clearance fee agree with the wallet to the cent',
  V09: 'the price lies between bankruptcy and barrier',
  V10: 'the mark price was 107966.10 at 21:15:02, below 108240.00',
  V11: 'the venue published a liquidation of that size within 10 s',
  V12: 'no margin was moved out after binding',
  V13: 'no payout rests on this order',
  V14: '6 documents, root as sealed',
}
const ON: Record<string, number[]> = {
  V01: [5],
  V02: [0, 5],
  V03: [1, 5],
  V04: [1, 4, 5],
  V05: [0, 1, 2, 5],
  V06: [0, 1, 5],
  V07: [1, 2, 5],
  V08: [2, 3, 4, 5],
  V09: [0, 2, 5],
  V10: [0, 5],
  V11: [5],
  V12: [0, 5],
  V13: [5],
  V14: [0, 1, 2, 3, 4, 5],
}
const NOT_DECISIVE = new Set(['V11', 'V12', 'V14'])

type Answers = Partial<Record<string, [Schema<'CheckState'>, string]>>

const ANSWERS: Record<string, Answers> = {
  [id(401)]: {},
  [id(402)]: {
    V08: [
      'INCONCLUSIVE',
      'the wallet moved by 3.20 USDT more than fills, fees and funding explain',
    ],
    V11: ['INCONCLUSIVE', 'the venue publishes one liquidation a second at most'],
  },
  [id(403)]: {
    V03: ['FAIL', 'order 77120 is your own market order, not a liquidation by the venue'],
    V04: ['FAIL', 'not insured: closed by user'],
  },
}

export function checks(claim: string): Schema<'CheckLine'>[] {
  return Object.keys(REASONS).map((code) => {
    const [state, reason] = ANSWERS[claim]?.[code] ?? ['PASS' as const, REASONS[code] ?? '']
    return {
      code,
      question: en.cover.check[code as 'V01'],
      state,
      decisive: !NOT_DECISIVE.has(code),
      reason,
      evidence: (ON[code] ?? []).map((at) => id(500 + at)),
    }
  })
}

const step = (
  state: Schema<'ClaimState'>,
  ago: number,
  reason: string,
  actor = 'cover',
): Schema<'ClaimStep'> => ({ state, actor, reason, at: before(ago) })

const START = [
  step('NOTIFIED', 7_200, 'the venue liquidated BTCUSDT long at 108102.30'),
  step('EVIDENCE_PENDING', 7_199, 'evidence is being collected'),
  step('VERIFYING', 7_180, '6 items of evidence, root sealed'),
]

export function freshClaims(): Schema<'Claim'>[] {
  const claim = (
    number: number,
    policy: number,
    state: Schema<'ClaimState'>,
    history: Schema<'ClaimStep'>[],
    more: Partial<Schema<'Claim'>> = {},
  ): Schema<'Claim'> => ({
    claim: id(number),
    policy: id(policy),
    owner: id(1),
    venueOrderId: '8389765519993908',
    filedByHand: false,
    state,
    reason: history.at(-1)?.reason ?? '',
    checks: [],
    hits: [],
    score: 0,
    loss: { amount: '2712.50', asset: 'USDT' },
    benefit: { amount: '2061.50', asset: 'USDT' },
    evidenceRoot: '',
    history,
    notifiedAt: history[0]?.at ?? before(0),
    ...more,
  })
  return [
    claim(401, 302, 'PAID', [
      ...START,
      step('VERIFIED', 7_178, 'every check passed'),
      step('SCORED', 7_178, 'score 0'),
      step('AUTO_APPROVED', 7_177, 'verified, nothing suspicious, 2061.50 USDT is below 25000'),
      step('PAYABLE', 7_177, 'payout is authorised'),
      step('PAID', 7_160, 'payout is confirmed', 'payout'),
    ]),
    claim(
      402,
      303,
      'REFERRED',
      [
        ...START.map((each) => ({ ...each, at: before(1_400) })),
        step('INCONCLUSIVE', 1_300, 'V08: the wallet moved by 3.20 USDT more than is explained'),
        step('REFERRED', 1_299, 'a reviewer has to look'),
      ],
      {
        venueOrderId: '8389765520114402',
        score: 35,
        hits: [{ code: 'R04', score: 35, reason: 'bound less than an hour before the loss' }],
        owner: id(1),
      },
    ),
    claim(
      403,
      304,
      'DECLINED',
      [
        step('NOTIFIED', 90_000, 'filed by hand', 'ten-x'),
        step('EVIDENCE_PENDING', 89_999, 'evidence is being collected'),
        step('VERIFYING', 89_990, '6 items of evidence, root sealed'),
        step('VERIFICATION_FAILED', 89_989, 'V03: the order is your own market order'),
        step('DECLINED', 89_988, 'not an insured event'),
      ],
      { venueOrderId: '77120', filedByHand: true, loss: null, benefit: null },
    ),
  ]
}
