import Big from 'big.js'
import type { Book, Level } from './shapes'

export interface BookState {
  book: Book | null
}

export type BookEvent = { kind: 'book'; book: Book } | { kind: 'leave' }

export const NO_BOOK: BookState = { book: null }

/** Each message is the whole top of the book; only an older one of the same book is passed over. */
export function bookReducer(state: BookState, event: BookEvent): BookState {
  if (event.kind === 'leave') return state.book === null ? state : NO_BOOK
  const { book } = state
  const next = event.book
  const isSame = book !== null && book.venue === next.venue && book.symbol === next.symbol
  // As texts they do not sort: a whole second has no fraction.
  const isOlder = isSame && Date.parse(next.heardAt) < Date.parse(book.heardAt)
  return isOlder ? state : { book: next }
}

export interface Rung extends Level {
  /** The quantity up to here, exactly. */
  total: string
  /** Up to here, of all that is shown: how long its bar is. */
  share: number
}

/** The levels of one side with running totals. */
export function ladder(levels: readonly Level[], depth: number): Rung[] {
  let running = new Big(0)
  const rungs = levels.slice(0, depth).map((level) => {
    running = running.plus(level.quantity)
    return { ...level, total: running.toFixed(), share: 0 }
  })
  const whole = Number(running)
  return rungs.map((rung) => ({ ...rung, share: whole > 0 ? Number(rung.total) / whole : 0 }))
}

/** Best ask less best bid; null while one side is empty. */
export function spread(book: Book): string | null {
  const bid = book.bids[0]
  const ask = book.asks[0]
  return bid && ask ? new Big(ask.price).minus(bid.price).toFixed() : null
}
