import type { TFunction } from 'i18next'
import type { Schema } from '@/api/client'
import { writtenSpan } from '@/util/duration'
import { written } from '@/util/decimal'
import { acceptedSeconds, longestOnSale, refusedField, type RefusedField } from './insurability'

export interface Refusal {
  field: RefusedField
  words: string
  /** A term that would be sold, or half of the sum: one press asks for it. */
  offerTerm: string | null
  offerHalf: boolean
}

/** Why a quote was refused, beside which field that stands, and what would be accepted. */
export function refusalOf(
  quote: Schema<'Quote'>,
  terms: Schema<'CoverTerms'> | undefined,
  t: TFunction<'cover'>,
  language: string,
): Refusal | null {
  const field = refusedField(quote, terms?.waitingSeconds ?? 0)
  if (field === null) return null
  const accept = Number(terms?.accept ?? 2)
  const sold = acceptedSeconds(quote, accept)
  const offerTerm =
    field === 'term' && quote.code !== 'U03' ? longestOnSale(terms?.terms ?? [], sold) : null
  const gaps = {
    index: written(quote.index, { places: 2 }),
    leverage: quote.leverage,
    span: writtenSpan(sold, language),
    reason: quote.reason,
  }
  return {
    field,
    words: t(`refusal.${wordsKey(quote.code, offerTerm !== null)}`, gaps),
    offerTerm,
    offerHalf: quote.code === 'U02',
  }
}

function wordsKey(code: string, hasOffer: boolean) {
  switch (code) {
    case 'U01':
      return hasOffer ? 'U01' : 'U01None'
    case 'U02':
    case 'U03':
    case 'U05':
    case 'U06':
    case 'REFER':
      return code
    default:
      return 'other'
  }
}
