export interface BottomPanelsProps {
  account: string | null
  venue: string
  symbol: string
}

/** Positions, orders, fills and balances. */
export function BottomPanels(_: BottomPanelsProps) {
  return null
}
