/** By the code of the problem. A code that is not here is said in the server's own words. */
export const problems = {
  unreachable: 'The server does not answer. Check the connection and try again.',
  internal_error: 'Something went wrong on our side. Request {{requestId}}.',
  not_logged_in: 'Please sign in.',
  token_expired: 'Your session has ended. Please sign in again.',
  not_permitted: 'Your role does not allow this.',
  rate_limit: 'Too many requests. Wait a moment and try again.',
  too_busy: 'The server is busy. Try again in a moment.',
  wrong_credentials: 'Name or password is wrong.',
  login_taken: 'This name is taken. Choose another.',
  no_session: 'Please sign in.',
  session_over: 'Your session has ended. Please sign in again.',
  key_can_withdraw:
    'This key may withdraw money. Make one at the venue that may only read and trade, and use that.',
  key_not_accepted: 'The venue does not accept this key. Check key, secret and passphrase.',
  key_in_use: 'The venue account of this key belongs to somebody else on this desk.',
  account_not_ready: 'The account is still being compared with the venue. Try again in a moment.',
  peer_unavailable: 'A part of the desk does not answer at the moment. Try again.',
  database_unavailable: 'The database does not answer at the moment. Try again.',
}
