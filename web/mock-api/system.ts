import { http, HttpResponse } from 'msw'
import type { Schema } from '../app/api/client'
import { problem } from './problem'
import { me } from './session'

/** Services, audit trail and settings of the fake server. */
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

const SERVICES: [service: string, process: number][] = [
  ['gateway', 1],
  ['users', 1],
  ['config', 1],
  ['notification', 1],
  ['analytics', 1],
  ['marketdata', 2],
  ['trading', 2],
  ['strategy', 2],
  ['risk', 2],
  ['cover', 3],
  ['fund', 3],
  ['payout', 3],
  ['chain', 3],
]

const FEEDS: [reader: string, feed: string, position: number, behind: number, lag: number][] = [
  ['risk', 'trading', 48_201, 0, 0],
  ['cover', 'trading', 48_201, 0, 0],
  ['notification', 'trading', 48_197, 4, 0.4],
  ['strategy', 'trading', 48_201, 0, 0],
  ['analytics', 'trading', 46_880, 1_321, 74],
  ['analytics', 'fund', 9_120, 18, 8.2],
  ['payout', 'cover', 3_310, 0, 0],
  ['notification', 'cover', 3_310, 0, 0],
  ['cover', 'payout', 212, 0, 0],
  ['fund', 'payout', 212, 0, 0],
  ['chain', 'payout', 212, 0, 0],
]

const PUMPS: [process: number, name: string, runs: number, taken: number, failures: number][] = [
  [1, 'gateway.exposure', 182_440, 541_002, 0],
  [1, 'notification.webhooks', 7_180, 311, 3],
  [2, 'trading.outbox', 98_120, 48_201, 0],
  [2, 'marketdata.candles', 7_200, 64_800, 0],
  [3, 'cover.policies', 7_180, 96, 0],
  [3, 'cover.claims', 7_180, 27, 1],
  [3, 'fund.audit', 120, 48_211, 0],
  [3, 'payout.send', 7_180, 14, 0],
]

function report(): Schema<'SystemReport'> {
  return {
    at: ago(0),
    services: SERVICES.map(([service, process]) => ({
      service,
      process,
      address: process === 1 ? null : `127.0.0.1:${9_100 + process}`,
      answers: service !== 'chain',
      ready: service !== 'risk' && service !== 'chain',
      failing: service === 'risk' ? ['marketdata'] : [],
      startedAt: service === 'chain' ? null : ago(7_180 + process),
      version: service === 'chain' ? null : '0.5.0',
    })),
    feeds: FEEDS.map(([reader, feed, position, behind, lagSeconds]) => ({
      reader,
      feed,
      position,
      head: reader === 'chain' ? null : position + behind,
      lagEvents: reader === 'chain' ? null : behind,
      lagSeconds: reader === 'chain' ? null : lagSeconds,
    })),
    pumps: PUMPS.map(([process, name, runs, taken, failures]) => ({
      process,
      name,
      runs,
      taken,
      lastRunAt: ago(1 + (runs % 3)),
      failures,
      lastFailureAt: failures > 0 ? ago(1_400) : null,
      lastFailure: failures > 0 ? 'the peer did not answer within 2 s' : '',
    })),
  }
}

const setting = (
  name: string,
  value: string,
  description: string,
  version = 1,
  why = '',
): Schema<'Setting'> => ({
  name,
  value,
  version,
  changedBy: version > 1 ? 'operator' : 'system',
  changedAt: ago(version > 1 ? 90_000 / version : 900_000),
  why,
  description,
})

let settings: Schema<'Setting'>[] = [
  setting('cover.d_refuse', '1.5', 'insurability index below which cover is refused (U01)'),
  setting('cover.d_refer', '2', 'insurability index below which cover is referred'),
  setting(
    'cover.coinsurance',
    '0.25',
    'share of the loss above the deductible that the trader bears',
    3,
    'after the evening of 10 October',
  ),
  setting('cover.deductible', '0.05', 'deductible as a share of the margin at binding'),
  setting('cover.risk_loading', '0.1', 'loading per standard deviation of the benefit'),
  setting('cover.expenses', '0.15', 'share of the gross premium for expenses'),
  setting(
    'cover.volatility_stress',
    '1.25',
    'multiplier on the volatility estimate',
    2,
    'calm weeks',
  ),
  setting(
    'cover.solvency_min',
    '1.2',
    'own funds over required capital that must hold after a bind',
  ),
  setting('cover.quote_seconds', '10', 'seconds for which a quote can be bound'),
  setting('cover.waiting_minutes', '15', 'minutes between binding and the start of cover'),
  setting('cover.auto_approve_max', '25000', 'largest benefit in USDT approved without a reviewer'),
  setting('payout.auto_max', '25000', 'largest payout in USDT that needs no approval by a person'),
]

const older: Schema<'Setting'>[] = [
  setting('cover.coinsurance', '0.3', '', 2, 'trial for a week'),
  setting('cover.coinsurance', '0.2', '', 1, ''),
  setting('cover.volatility_stress', '1.5', '', 1, ''),
]

function change(name: string, value: string, why: string): Schema<'Setting'> | null {
  const known = settings.find((each) => each.name === name)
  if (!known) return null
  older.unshift(known)
  const now = {
    ...known,
    value,
    why,
    version: known.version + 1,
    changedBy: me()?.login ?? '',
    changedAt: ago(0),
  }
  settings = settings.map((each) => (each === known ? now : each))
  return now
}

const RECORDS = 120

function records(service: string): Schema<'AuditRecord'>[] {
  return Array.from({ length: RECORDS }, (_, at) => {
    const seq = RECORDS - at
    const hash = (seq * 2_654_435_761).toString(16).padStart(16, 'a').repeat(4).slice(0, 64)
    const isPolicy = service === 'cover'
    return {
      seq,
      at: ago(at * 340 + 20),
      actor: seq % 3 === 0 ? 'operator' : service,
      action: isPolicy ? 'policy_changed' : 'setting_changed',
      object: isPolicy
        ? `policy 0199cfe5-6800-7000-8000-0000000003${seq % 10}0`
        : 'cover.coinsurance',
      before: isPolicy
        ? '{"state":"WAITING","paid":{"amount":"0.00","asset":"USDT"},"barrier":"108240.00"}'
        : '{"value":"0.30","version":2}',
      after: isPolicy
        ? '{"state":"ACTIVE","paid":{"amount":"0.00","asset":"USDT"},"barrier":"108240.00"}'
        : '{"value":"0.25","version":3}',
      why: isPolicy ? 'the waiting period is over' : 'after the evening of 10 October',
      hash,
    }
  })
}

const closed = () =>
  me()?.roles.some((role) => role === 'OPERATOR' || role === 'REVIEWER' || role === 'ADMIN')
    ? null
    : problem(403, 'permission_missing', 'your role does not allow this')

export const systemHandlers = [
  http.get('*/api/v1/system', () => closed() ?? HttpResponse.json(report())),
  http.get('*/api/v1/audit/verification', () => {
    const chains = ['users', 'config', 'fund', 'risk', 'trading', 'strategy', 'cover', 'payout']
    return HttpResponse.json({
      intact: true,
      chains: chains.map((service, at) => ({
        service,
        records: 120 + at * 1_731,
        intact: true,
        firstBroken: 0,
        head: 'c2fd42734dccd53ec70215ccb8aa8fe701b1c76a5b0ee660f475dc882d2aab29',
      })),
    })
  }),
  http.get('*/api/v1/audit', ({ request }) => {
    const query = new URL(request.url).searchParams
    const service = query.get('service') ?? ''
    const before = Number(query.get('before') ?? RECORDS + 1)
    const page = records(service)
      .filter(({ seq }) => seq < before)
      .slice(0, Number(query.get('limit') ?? 50))
    const last = page.at(-1)?.seq ?? 1
    return HttpResponse.json({ service, records: page, next: last > 1 ? last : null })
  }),
  http.get('*/api/v1/settings', () => HttpResponse.json({ settings })),
  http.get('*/api/v1/settings/:name/history', ({ params }) =>
    HttpResponse.json({
      settings: [...settings, ...older]
        .filter((each) => each.name === params['name'])
        .toSorted((a, b) => b.version - a.version),
    }),
  ),
  http.put('*/api/v1/settings/:name', async ({ params, request }) => {
    const name = String(params['name'])
    const body = (await request.json()) as { value: string; expectedVersion: number; why: string }
    const known = settings.find((each) => each.name === name)
    if (!known) return problem(404, 'unknown_setting', `there is no setting ${name}`)
    if (known.version !== body.expectedVersion)
      return problem(409, 'setting_changed_meanwhile', 'somebody changed it meanwhile')
    if (Number(body.value) > 1_000_000 || Number(body.value) < 0)
      return problem(422, 'setting_out_of_range', `${name} must lie between 0 and 1000000`, {
        min: '0',
        max: '1000000',
      })
    return HttpResponse.json(change(name, body.value, body.why))
  }),
  http.post('*/api/v1/settings/:name/rollback', async ({ params, request }) => {
    const name = String(params['name'])
    const body = (await request.json()) as { version: number; why: string }
    const back = older.find((each) => each.name === name && each.version === body.version)
    return back
      ? HttpResponse.json(change(name, back.value, body.why))
      : problem(404, 'version_not_found', 'there is no such version')
  }),
]
