import { create } from 'zustand'
import { asProblem, Problem, problemOf } from './errors'

/**
 * Who is logged in. The access token lives in this module's memory and nowhere else; the refresh
 * token is in a cookie that no script can read, and the server exchanges one for the other.
 */
interface SessionState {
  phase: 'unknown' | 'in' | 'out' | 'unreachable'
}

interface Access {
  accessToken: string
  expiresInSeconds: number
}

const ROUTE = '/api/v1/session'
/** No page of another site can send this header, whatever cookies its visitor has. */
const FROM_DESK = { 'x-lg-desk': '1' }
const RENEW_BEFORE_MS = 30_000
const LOCK = 'lg.session'

let access: { token: string; expiresAt: number } | null = null
let renewing: Promise<string | null> | null = null
let generation = 0

export const useSession = create<SessionState>(() => ({ phase: 'unknown' }))

const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('lg.session')
tabs?.addEventListener('message', (event) => {
  if (event.data === 'out') forget()
  if (event.data === 'in' && useSession.getState().phase === 'out') void restore()
})

/** Opens a session; throws a {@link Problem} when the server says no. */
export async function logIn(login: string, password: string): Promise<void> {
  take(await ask('POST', ROUTE, { login, password }))
  tabs?.postMessage('in')
}

/** Ends the session here, at the server and in the other tabs. */
export async function logOut(): Promise<void> {
  const token = access?.token
  forget()
  tabs?.postMessage('out')
  await fetch(ROUTE, {
    method: 'DELETE',
    headers: { ...FROM_DESK, ...(token ? { authorization: `Bearer ${token}` } : {}) },
  }).catch(() => undefined)
}

/** Whether a session from before this page was loaded goes on. */
export async function restore(): Promise<void> {
  try {
    await renewed()
  } catch (thrown) {
    useSession.setState({ phase: asProblem(thrown).isUnreachable ? 'unreachable' : 'out' })
  }
}

/** A token that holds for a while; null when nobody is logged in. */
export async function freshToken(holdsMs = RENEW_BEFORE_MS): Promise<string | null> {
  if (access !== null && access.expiresAt - Date.now() > holdsMs) return access.token
  return useSession.getState().phase === 'out' ? null : renewed()
}

/** A token other than `refused`, which the server did not take; null when the session is over. */
export async function anotherToken(refused: string | null): Promise<string | null> {
  return access !== null && access.token !== refused ? access.token : renewed()
}

/** Forgets the session without telling the server: it has told us that it is over. */
export function forget(): void {
  access = null
  generation++
  useSession.setState({ phase: 'out' })
}

function renewed(): Promise<string | null> {
  renewing ??= renew().finally(() => {
    renewing = null
  })
  return renewing
}

/** Tabs take turns: a refresh token is good once, and using one twice ends the session. */
async function renew(): Promise<string | null> {
  const begun = generation
  const exchange = () => ask('POST', `${ROUTE}/refresh`)
  try {
    const next = await (navigator.locks ? navigator.locks.request(LOCK, exchange) : exchange())
    if (begun !== generation) return null
    take(next)
    return next.accessToken
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.status !== 401 && problem.status !== 403) throw problem
    forget()
    return null
  }
}

function take(next: Access): void {
  access = { token: next.accessToken, expiresAt: Date.now() + next.expiresInSeconds * 1000 }
  useSession.setState({ phase: 'in' })
}

async function ask(method: string, path: string, body?: unknown): Promise<Access> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...FROM_DESK,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch (thrown) {
    throw asProblem(thrown)
  }
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemOf(response.status, answer)
  if (!isAccess(answer)) throw new Problem(500, 'internal_error', '')
  return answer
}

function isAccess(answer: unknown): answer is Access {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'accessToken' in answer &&
    typeof answer.accessToken === 'string' &&
    'expiresInSeconds' in answer &&
    typeof answer.expiresInSeconds === 'number'
  )
}
