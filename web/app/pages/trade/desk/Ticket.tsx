export interface TicketProps {
  venue: string
  symbol: string
  /** The trading account at the venue; null: there is none. */
  account: string | null
}

/** Where an order is made. */
export function Ticket(_: TicketProps) {
  return null
}
