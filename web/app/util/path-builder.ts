/** Every address inside the desk. Nothing else writes a path. */
export const paths = {
  home: () => '/',
  login: (next?: string) => (next ? `/login?next=${encodeURIComponent(next)}` : '/login'),
  register: () => '/register',
  tradeAny: () => '/trade',
  trade: (venue: string, symbol: string, account?: string) =>
    `/trade/${encodeURIComponent(venue)}/${encodeURIComponent(symbol)}${account ? `?account=${encodeURIComponent(account)}` : ''}`,
  cover: () => '/cover',
  claim: (claim: string) => `/cover/claims/${encodeURIComponent(claim)}`,
  fund: () => '/fund',
  system: () => '/system',
  account: (tab?: string) => (tab ? `/account?tab=${encodeURIComponent(tab)}` : '/account'),
} as const

/** Where to go after logging in: a path of ours, and never somebody else's site. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : paths.home()
}
