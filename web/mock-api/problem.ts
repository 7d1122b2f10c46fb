import { HttpResponse } from 'msw'

/** A "no" as the server says it. */
export function problem(
  status: number,
  code: string,
  detail: string,
  details: Record<string, string> = {},
) {
  return HttpResponse.json(
    {
      type: `urn:leverageguard:problem:${code}`,
      title: 'No',
      status,
      code,
      detail,
      requestId: 'mock-1',
      ...details,
    },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}

export function invalid(field: string, message: string) {
  return problem(400, 'invalid_field', `${field}: ${message}`, { field })
}
