import Big from 'big.js'

/**
 * Decimals for showing. They come as strings and stay exact; margin, profit and fees are the
 * server's to compute, here numbers are only shown, compared and added.
 */
export type Decimal = string

export const NOTHING = '–'

Big.DP = 20
Big.RM = Big.roundHalfEven

/** The number, or null where the text is none. */
export function decimal(text: Decimal | number | null | undefined): Big | null {
  if (text == null || text === '') return null
  try {
    return new Big(text)
  } catch {
    return null
  }
}

export interface Shape {
  /** Exactly so many places after the point. */
  places?: number | undefined
  /** At least and at most so many, where places is not given. */
  placesMin?: number | undefined
  placesMax?: number | undefined
  /** A plus before what is greater than nothing. */
  signed?: boolean | undefined
}

/** Writes a number with a thin gap-free grouping that every language reads: 1,234.50. */
export function written(value: Decimal | number | null | undefined, shape: Shape = {}): string {
  const number = decimal(value)
  if (number === null) return NOTHING
  const rounded =
    shape.places !== undefined
      ? number.toFixed(shape.places)
      : padded(number.round(shape.placesMax ?? 8).toFixed(), shape.placesMin ?? 0)
  const isNegative = rounded.startsWith('-')
  const [whole = '0', part] = (isNegative ? rounded.slice(1) : rounded).split('.')
  const body = grouped(whole) + (part === undefined ? '' : `.${part}`)
  if (!/[1-9]/.test(body)) return body
  return isNegative ? `−${body}` : shape.signed ? `+${body}` : body
}

/** −1, 0 or 1. */
export function sign(value: Decimal | number | null | undefined): -1 | 0 | 1 {
  const number = decimal(value)
  if (number === null) return 0
  return number.gt(0) ? 1 : number.lt(0) ? -1 : 0
}

/** Which of two is greater; what is no number comes first. */
export function compare(a: Decimal | null | undefined, b: Decimal | null | undefined): number {
  const left = decimal(a)
  const right = decimal(b)
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  return left.cmp(right)
}

/** How many places a step has: 0.010 → 2. */
export function placesOf(step: Decimal | null | undefined): number {
  const number = decimal(step)
  if (number === null) return 2
  return number.toFixed().split('.')[1]?.length ?? 0
}

/** The sum of those that are numbers. */
export function sum(values: Iterable<Decimal | null | undefined>): Decimal {
  let total = new Big(0)
  for (const value of values) total = total.plus(decimal(value) ?? 0)
  return total.toFixed()
}

/** A share of one as percent, shifted without rounding: 0.125 → 12.5. */
export function percent(share: Decimal | number | null | undefined): Decimal | null {
  return decimal(share)?.times(100).toFixed() ?? null
}

function padded(text: string, placesMin: number): string {
  const [whole = '0', part = ''] = text.split('.')
  const padding = part.padEnd(placesMin, '0')
  return padding === '' ? whole : `${whole}.${padding}`
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
