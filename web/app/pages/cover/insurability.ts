import type { Schema } from '@/api/client'
import { secondsOf } from '@/util/duration'

type Quote = Schema<'Quote'>
type Terms = Schema<'CoverTerms'>

/**
 * The index d says how many ordinary moves of the term lie between the price and liquidation. It
 * shrinks with the root of the term, so that one quote tells what other terms would have had.
 */
export function acceptedSeconds(
  quote: Pick<Quote, 'index' | 'term'>,
  accept: number,
  refuse?: number,
): number {
  const limit = refuse ?? accept
  return secondsOf(quote.term) * (quote.index / limit) ** 2
}

/** The longest term on sale that lasts no longer than so many seconds. */
export function longestOnSale(terms: readonly string[], seconds: number): string | null {
  return (
    terms
      .filter((term) => secondsOf(term) <= seconds)
      .toSorted((a, b) => secondsOf(b) - secondsOf(a))[0] ?? null
  )
}

const CAP_SECONDS = 604_800

/**
 * About how long a position could be covered, from the table of terms: it stands as far from its
 * own barrier as a fresh position of some leverage would. A hint for the form; the quote decides.
 */
export function likelySeconds(terms: Terms, barrier: string | null | undefined): number | null {
  const mark = Number(terms.mark)
  const own = Math.abs(Math.log(Number(barrier) / mark))
  const known = terms.steps.find(
    (step) => step.acceptSeconds > 0 && step.acceptSeconds < CAP_SECONDS,
  )
  if (!barrier || !known || !Number.isFinite(own)) return null
  const other = Math.log(Number(known.barrier) / mark)
  return Math.round(known.acceptSeconds * (own / other) ** 2)
}

export type Verdict = 'accepted' | 'referred' | 'refused'

export function verdict(index: number, accept: number, refuse: number): Verdict {
  if (index < refuse) return 'refused'
  return index < accept ? 'referred' : 'accepted'
}

export type RefusedField = 'position' | 'term' | 'sumInsured'

/** Which field of the form a refused or referred quote is about; null where there is no "no". */
export function refusedField(
  quote: Pick<Quote, 'code' | 'state' | 'term'>,
  waitingSeconds: number,
): RefusedField | null {
  switch (quote.code) {
    case '':
      return null
    case 'U01':
    case 'REFER':
      return 'term'
    case 'U02':
      return 'sumInsured'
    case 'U03':
      return secondsOf(quote.term) <= waitingSeconds ? 'term' : 'position'
    default:
      return 'position'
  }
}

/** How far the price is from the barrier, as a share of the price; negative beyond it. */
export function room(side: string, mark: string, barrier: string): number {
  const away = (Number(mark) - Number(barrier)) / Number(mark)
  return side === 'LONG' ? away : -away
}
