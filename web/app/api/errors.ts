/** The `t` of any namespace: `useTranslation(…).t`. */
type Translate = (...args: never[]) => unknown

/** A "no" of the server (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly requestId: string = '',
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${detail}`)
  }

  /** The field of the form that is at fault, if it is one. */
  get field(): string | null {
    return this.details['field'] ?? null
  }

  get isUnreachable(): boolean {
    return this.status === 0
  }
}

const OWN = new Set(['type', 'title', 'status', 'code', 'detail', 'requestId'])

/** The problem that a response tells of; whatever its body is, there is one. */
export function problemOf(status: number, body: unknown): Problem {
  const document: Record<string, unknown> =
    typeof body === 'object' && body !== null ? { ...body } : {}
  const text = (name: string) => (typeof document[name] === 'string' ? document[name] : '')
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(document)) {
    if (!OWN.has(name)) details[name] = String(value)
  }
  return new Problem(
    status,
    text('code') || 'internal_error',
    text('detail'),
    text('requestId'),
    details,
  )
}

/** Whatever was thrown, as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  return new Problem(0, 'unreachable', thrown instanceof Error ? thrown.message : String(thrown))
}

/**
 * The words for a person: ours where the dictionary knows the code, otherwise the server's own.
 * The dictionary may use the details of the problem as {{gaps}}.
 */
export function words(thrown: unknown, t: Translate): string {
  const problem = asProblem(thrown)
  const say = t as unknown as (key: string, options: Record<string, unknown>) => string
  const known = say(`problems:${problem.code}`, {
    ...problem.details,
    detail: problem.detail,
    requestId: problem.requestId || '–',
    defaultValue: '',
  })
  if (known !== '') return known
  const detail = withoutField(problem)
  if (detail !== '') return detail.charAt(0).toUpperCase() + detail.slice(1)
  return say('problems:internal_error', { requestId: problem.requestId || '–' })
}

/** Which field is wrong and how: `{login: 'must be …'}`; empty when it is about no field. */
export function fieldErrors(thrown: unknown, t: Translate): Record<string, string> {
  const problem = asProblem(thrown)
  return problem.field === null ? {} : { [problem.field]: words(problem, t) }
}

/** What a form shows: the error beside each of its own fields, and what remains above the button. */
export function formErrors(
  thrown: unknown,
  t: Translate,
  fields: readonly string[],
): { fields: Record<string, string>; form: string | null } {
  if (thrown == null) return { fields: {}, form: null }
  const problem = asProblem(thrown)
  const { field } = problem
  if (field !== null && fields.includes(field)) {
    return { fields: { [field]: words(problem, t) }, form: null }
  }
  return { fields: {}, form: words(problem, t) }
}

/** "login: must be …" stands beside the field `login` already. */
function withoutField(problem: Problem): string {
  const prefix = `${problem.field}: `
  return problem.detail.startsWith(prefix) ? problem.detail.slice(prefix.length) : problem.detail
}
