import createClient from 'openapi-fetch'
import type { components, paths } from './__generated__/schema'
import { asProblem, Problem, problemOf } from './errors'
import { anotherToken, freshToken } from './session'

/** A record of the API by its name: `Schema<'Order'>`. */
export type Schema<N extends keyof components['schemas']> = components['schemas'][N]

/** The API, typed from its document: `await ask(api.GET('/api/v1/me'))`. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  fetch: authorized,
  querySerializer: { array: { style: 'form', explode: true } },
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** What was asked for, or a {@link Problem} thrown. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (thrown) {
    throw asProblem(thrown)
  }
  if (answer.error !== undefined) throw problemOf(answer.response.status, answer.error)
  if (!answer.response.ok) throw problemOf(answer.response.status, null)
  return answer.data as T
}

/** Every call carries the token; one that has expired meanwhile is exchanged, once. */
async function authorized(request: Request): Promise<Response> {
  const again = request.clone()
  const token = await freshToken()
  const response = await send(request, token)
  if (response.status !== 401) return response
  const next = await anotherToken(token)
  return next === null ? response : send(again, next)
}

function send(request: Request, token: string | null): Promise<Response> {
  if (token !== null) request.headers.set('authorization', `Bearer ${token}`)
  return fetch(request)
}

/** Whether asking again may help: not after a "no", only where the server could not be reached. */
export function worthRetrying(failures: number, thrown: unknown): boolean {
  const problem = thrown instanceof Problem ? thrown : asProblem(thrown)
  return failures < 3 && (problem.isUnreachable || problem.status === 503)
}
