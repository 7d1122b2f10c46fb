import type { Schema } from '../app/api/client'
import { secondsOf } from '../app/util/duration'

/** A plain diffusion for the fake server: good enough to look at, never to sell by. */
const YEAR = 365 * 86_400
const SIGMA = 0.62
export const WAITING_SECONDS = 900
export const ACCEPT = 2
export const REFUSE = 1.5
export const TERMS = ['PT1H', 'PT4H', 'PT8H', 'PT24H', 'PT72H', 'PT168H']

export function indexOf(mark: number, barrier: number, seconds: number): number {
  return Math.abs(Math.log(barrier / mark)) / (SIGMA * Math.sqrt(seconds / YEAR))
}

export function touchProbability(mark: number, barrier: number, seconds: number): number {
  return seconds <= 0 ? 0 : 2 * tail(indexOf(mark, barrier, seconds))
}

/** 1 − Φ(x) after Abramowitz and Stegun 26.2.17. */
function tail(x: number): number {
  const k = 1 / (1 + 0.2316419 * x)
  const poly =
    k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
  return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly
}

export function terms(venue: string, symbol: string, side: string, mark: number) {
  const sign = side === 'LONG' ? 1 : -1
  const limit = (distance: number, index: number) =>
    Math.min(604_800, Math.floor(YEAR * (distance / (index * SIGMA)) ** 2))
  const steps = [2, 3, 5, 10, 20, 25, 50, 75, 100, 125].map((leverage) => {
    const barrier = mark * (1 - sign * (1 / leverage - 0.004))
    const distance = Math.abs(Math.log(barrier / mark))
    const accept = limit(distance, ACCEPT)
    return {
      leverage,
      barrier: barrier.toFixed(2),
      acceptSeconds: accept > WAITING_SECONDS ? accept : 0,
      referSeconds: limit(distance, REFUSE),
      longestTerm: TERMS.findLast((term) => secondsOf(term) <= accept) ?? null,
    }
  })
  return {
    venue,
    symbol,
    side,
    mark: String(mark),
    maintenanceRate: '0.004',
    accept: String(ACCEPT),
    refuse: String(REFUSE),
    waitingSeconds: WAITING_SECONDS,
    terms: TERMS,
    steps,
    at: new Date().toISOString(),
  } satisfies Schema<'CoverTerms'>
}

const POINTS = 60
const SAMPLES = 40
const Z = { p5: -1.6449, p25: -0.6745, p50: 0, p75: 0.6745, p95: 1.6449 }

export function paths(quote: Schema<'Quote'>): Schema<'QuotePaths'> {
  const mark = Number(quote.mark)
  const barrier = Number(quote.barrier)
  const term = secondsOf(quote.term)
  const spread = (seconds: number) => SIGMA * Math.sqrt(seconds / YEAR)
  const times = Array.from({ length: POINTS + 1 }, (_, at) => (at / POINTS) * term)
  const fan = times.map((seconds) => {
    const at = (z: number) => mark * Math.exp(z * spread(seconds))
    return { seconds, p5: at(Z.p5), p25: at(Z.p25), p50: at(Z.p50), p75: at(Z.p75), p95: at(Z.p95) }
  })
  const random = seeded(quote.quote)
  const step = spread(term / POINTS)
  const samples = Array.from({ length: SAMPLES }, () => {
    const prices = [mark]
    for (let at = 1; at <= POINTS; at++)
      prices.push((prices.at(-1) ?? mark) * Math.exp(step * normal(random)))
    const hit = prices.findIndex((price) => (barrier < mark ? price <= barrier : price >= barrier))
    return { prices, touchedAtSeconds: hit < 0 ? null : (times[hit] ?? null) }
  })
  return {
    quote: quote.quote,
    model: 'JUMPS',
    simulated: 5_000,
    mark: quote.mark,
    barrier: quote.barrier,
    side: quote.side,
    termSeconds: term,
    waitingSeconds: WAITING_SECONDS,
    probability: quote.probability,
    touched: quote.probability * 1.04,
    touchedWaiting: touchProbability(mark, barrier, WAITING_SECONDS),
    fan,
    paths: samples,
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** mulberry32 over the letters of an id. */
function seeded(text: string): () => number {
  let state = [...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
