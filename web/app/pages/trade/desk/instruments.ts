import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { instrumentsQuery } from '@/api/queries'
import { placesOf } from '@/util/decimal'

export interface Steps {
  base: string
  quote: string
  /** Places of a price and of a quantity. */
  price: number
  quantity: number
}

const UNKNOWN: Steps = { base: '', quote: '', price: 2, quantity: 3 }

/** How prices and quantities of the venue's symbols are written. */
export function useSteps(venue: string): (symbol: string) => Steps {
  const instruments = useQuery(instrumentsQuery).data?.instruments
  return useMemo(() => {
    const known = new Map(
      (instruments ?? [])
        .filter((each) => each.venue === venue)
        .map((each) => [
          each.symbol,
          {
            base: each.base,
            quote: each.quote,
            price: placesOf(each.tickSize),
            quantity: placesOf(each.lotSize),
          },
        ]),
    )
    return (symbol) => known.get(symbol) ?? UNKNOWN
  }, [instruments, venue])
}
