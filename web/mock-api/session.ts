import { http, HttpResponse } from 'msw'
import { db, id, instant } from './db'
import { invalid, problem } from './problem'

/** Sessions, people and what is theirs. */
export function me() {
  return db.present.people.get(db.present.session ?? '')?.person ?? null
}

export const notLoggedIn = () => problem(401, 'not_logged_in', 'send a token')

function tokens(login: string) {
  db.present.session = login
  return HttpResponse.json({ accessToken: `token of ${login}`, expiresInSeconds: 300 })
}

export const sessionHandlers = [
  http.post('*/api/v1/session', async ({ request }) => {
    const { login, password } = (await request.json()) as { login: string; password: string }
    const known = db.present.people.get(login)
    return known?.password === password
      ? tokens(login)
      : problem(401, 'wrong_credentials', 'name or password is wrong')
  }),
  http.post('*/api/v1/session/refresh', () => {
    const { session } = db.present
    return session === null ? problem(401, 'no_session', 'there is no session') : tokens(session)
  }),
  http.delete('*/api/v1/session', () => {
    db.present.session = null
    return HttpResponse.json({})
  }),
  http.post('*/api/v1/auth/register', async ({ request }) => {
    const { login, password } = (await request.json()) as { login: string; password: string }
    if (!/^[a-z0-9._-]{3,40}$/.test(login)) return invalid('login', 'must be 3 to 40 of a-z0-9._-')
    if (password.length < 12) return invalid('password', 'must have at least 12 characters')
    if (db.present.people.has(login)) return problem(409, 'login_taken', 'the name is taken')
    const person = {
      user: id(100 + db.present.people.size),
      login,
      language: 'EN' as const,
      roles: ['TRADER' as const],
      since: instant(0),
    }
    db.present.people.set(login, { password, person })
    return HttpResponse.json(person)
  }),
  http.get('*/api/v1/me', () => {
    const person = me()
    return person === null ? notLoggedIn() : HttpResponse.json(person)
  }),
  http.get('*/api/v1/sessions', () =>
    HttpResponse.json({
      sessions: [
        {
          session: id(41),
          startedAt: instant(-600),
          lastUsedAt: instant(-10),
          endsAt: instant(90 * 86_400),
          agent:
            'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
          current: true,
        },
        {
          session: id(40),
          startedAt: instant(-86_400),
          lastUsedAt: instant(-7_200),
          endsAt: instant(80 * 86_400),
          agent:
            'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
          current: false,
        },
      ],
    }),
  ),
  http.delete('*/api/v1/sessions/:session', () => HttpResponse.json({})),
  http.get('*/api/v1/venue-keys', () => HttpResponse.json({ keys: db.present.venueKeys })),
  http.post('*/api/v1/venue-keys', async ({ request }) => {
    const body = (await request.json()) as Record<string, string>
    if (body['label'] === '') return invalid('label', 'must not be empty')
    if (body['key']?.includes('withdraw'))
      return problem(422, 'key_can_withdraw', 'the key may withdraw')
    const key = {
      id: id(12 + db.present.venueKeys.length),
      owner: me()?.user ?? id(1),
      venue: body['venue'] ?? 'binance',
      label: body['label'] ?? '',
      keyHint: (body['key'] ?? '').slice(-4),
      accountUid: '10023411',
      canTrade: true,
      revoked: false,
      storedAt: instant(0),
    }
    db.present.venueKeys = [...db.present.venueKeys, key]
    return HttpResponse.json(key)
  }),
  http.delete('*/api/v1/venue-keys/:key', ({ params }) => {
    const known = db.present.venueKeys.find((key) => key.id === params['key'])
    if (!known) return problem(404, 'venue_key_not_found', 'no such venue key')
    const revoked = { ...known, revoked: true }
    db.present.venueKeys = db.present.venueKeys.map((key) => (key.id === known.id ? revoked : key))
    return HttpResponse.json(revoked)
  }),
]

export const accountHandlers = [
  http.get('*/api/v1/trading/accounts', () => HttpResponse.json({ accounts: db.present.accounts })),
  http.post('*/api/v1/trading/accounts', async ({ request }) => {
    const { venueKey } = (await request.json()) as { venueKey: string }
    const key = db.present.venueKeys.find((each) => each.id === venueKey)
    if (!key) return problem(404, 'venue_key_not_found', 'no such venue key')
    const account = {
      account: id(60 + db.present.accounts.length),
      owner: key.owner,
      venue: key.venue,
      accountUid: key.accountUid,
      venueKey,
      openedAt: instant(0),
    }
    db.present.accounts = [...db.present.accounts, account]
    return HttpResponse.json(account)
  }),
]

export const notificationHandlers = [
  http.get('*/api/v1/notifications', () =>
    HttpResponse.json({
      messages: db.present.messages,
      unread: db.present.messages.filter((message) => !message.read).length,
    }),
  ),
  http.post('*/api/v1/notifications/read', () => {
    db.present.messages = db.present.messages.map((message) => ({ ...message, read: true }))
    return HttpResponse.json({ unread: 0 })
  }),
  http.post('*/api/v1/notifications/:id/read', ({ params }) => {
    const known = db.present.messages.find((message) => message.id === params['id'])
    if (!known) return problem(404, 'message_not_found', 'no such message')
    db.present.messages = db.present.messages.map((message) =>
      message === known ? { ...known, read: true } : message,
    )
    return HttpResponse.json({ ...known, read: true })
  }),
  http.get('*/api/v1/notification-preferences', () => HttpResponse.json(db.present.preferences)),
  http.put('*/api/v1/notification-preferences', async ({ request }) => {
    const body = (await request.json()) as typeof db.present.preferences
    if (body.webhook && !body.webhook.startsWith('https://'))
      return invalid('webhook', 'must be an https address')
    db.present.preferences = {
      ...body,
      webhookSecret: body.channels.includes('WEBHOOK') ? 'whsec-mock' : null,
    }
    return HttpResponse.json(db.present.preferences)
  }),
]
