import type { Schema } from '@/api/client'

/** Instruments in whose name, base or venue every word of the text occurs. */
export function found(
  instruments: readonly Schema<'Instrument'>[],
  text: string,
): Schema<'Instrument'>[] {
  const words = text
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean)
  return instruments.filter(({ venue, symbol, base, quote }) => {
    const name = `${symbol} ${base}${quote} ${venue}`.toLowerCase()
    return words.every((word) => name.includes(word))
  })
}

const NAMES: Record<string, string> = { okx: 'OKX' }

/** A venue as it writes itself. */
export function venueName(venue: string): string {
  return NAMES[venue] ?? venue.charAt(0).toUpperCase() + venue.slice(1)
}
