import { http, HttpResponse } from 'msw'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../../mock-api/db'
import { server } from '../../mock-api/node'
import { api, ask } from './client'
import type { Problem } from './errors'
import { forget, logIn, logOut, restore, useSession } from './session'

beforeEach(() => {
  forget()
})

const PERSON = { user: 'u', login: 'ten-x', language: 'EN', roles: [], since: '2025-01-01' }

test('a call carries the token of the session, and storage holds none', async () => {
  await logIn('ten-x', 'correct horse battery')
  const seen: (string | null)[] = []
  server.use(
    http.get('*/api/v1/me', ({ request }) => {
      seen.push(request.headers.get('authorization'))
      return HttpResponse.json(PERSON)
    }),
  )
  await ask(api.GET('/api/v1/me'))
  expect(seen).toEqual(['Bearer token of ten-x'])
  expect(localStorage).toHaveLength(0)
  expect(sessionStorage).toHaveLength(0)
  expect(document.cookie).toBe('')
})

test('a token that is refused is exchanged once, and the call is sent again', async () => {
  await logIn('ten-x', 'correct horse battery')
  let refreshed = 0
  server.use(
    http.post('*/api/v1/session/refresh', () => {
      refreshed++
      return HttpResponse.json({ accessToken: 'second', expiresInSeconds: 300 })
    }),
    http.post('*/api/v1/deposits', async ({ request }) =>
      request.headers.get('authorization') === 'Bearer second'
        ? HttpResponse.json(await request.json())
        : HttpResponse.json({ code: 'token_expired' }, { status: 401 }),
    ),
  )
  const amount = { amount: '5', asset: 'USDT' }
  const body = { id: 'd', purpose: 'PREPAID' as const, amount, reference: 'r' }
  const answers = await Promise.all([
    ask(api.POST('/api/v1/deposits', { body })),
    ask(api.POST('/api/v1/deposits', { body })),
  ])
  expect(answers).toEqual([body, body])
  expect(refreshed).toBe(1)
})

test('when the session is over, whoever asks is told and the desk is closed', async () => {
  await logIn('ten-x', 'correct horse battery')
  db.present.session = null
  server.use(
    http.get('*/api/v1/me', () => HttpResponse.json({ code: 'token_expired' }, { status: 401 })),
  )
  const problem = await ask(api.GET('/api/v1/me')).catch((thrown: Problem) => thrown)
  expect(problem).toMatchObject({ status: 401, code: 'token_expired' })
  expect(useSession.getState().phase).toBe('out')
})

test('a session from before the page was loaded goes on; after logging out it does not', async () => {
  db.present.session = 'ten-x'
  await restore()
  expect(useSession.getState().phase).toBe('in')
  await logOut()
  expect(useSession.getState().phase).toBe('out')
  await restore()
  expect(useSession.getState().phase).toBe('out')
})

test('a server that does not answer is not the end of a session', async () => {
  db.present.session = 'ten-x'
  server.use(http.post('*/api/v1/session/refresh', () => HttpResponse.error()))
  await restore()
  expect(useSession.getState().phase).toBe('unreachable')
})
