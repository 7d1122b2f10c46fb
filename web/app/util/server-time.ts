/** Less than this is the time that the answer took, not a wrong clock. */
const TOLERATED_MS = 1_500

let ahead = 0

/**
 * What time it is at the server, in milliseconds since 1970: every clock on the screen counts to
 * moments that the server named, and the clock of this machine may be wrong.
 */
export function now(): number {
  return Date.now() + ahead
}

/** Takes note of what time the server says it is. */
export function serverSays(at: string): void {
  const said = Date.parse(at)
  if (!Number.isNaN(said) && Math.abs(said - now()) > TOLERATED_MS) ahead = said - Date.now()
}
