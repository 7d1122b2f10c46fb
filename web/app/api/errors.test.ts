import i18next from 'i18next'
import { expect, test } from 'vitest'
import { asProblem, fieldErrors, formErrors, problemOf, words } from './errors'

const t = i18next.t

test('a problem document becomes the words of the dictionary', () => {
  const problem = problemOf(401, { code: 'wrong_credentials', detail: 'no' })
  expect(words(problem, t)).toBe('Name or password is wrong.')
})

test('a code that nobody has words for is said in the words of the server', () => {
  const problem = problemOf(422, { code: 'U77', detail: 'the barrier is too near' })
  expect(words(problem, t)).toBe('The barrier is too near')
})

test('the field at fault is named once, beside it', () => {
  const problem = problemOf(400, {
    code: 'invalid_field',
    detail: 'login: must be 3 to 40 of a-z0-9._-',
    field: 'login',
  })
  expect(fieldErrors(problem, t)).toEqual({ login: 'Must be 3 to 40 of a-z0-9._-' })
  expect(formErrors(problem, t, ['password'])).toEqual({
    fields: {},
    form: 'Must be 3 to 40 of a-z0-9._-',
  })
})

test('a defect of the server is told with the id that finds it again', () => {
  const problem = problemOf(500, { code: 'internal_error', requestId: 'r-9' })
  expect(words(problem, t)).toContain('r-9')
  expect(words(problemOf(502, '<html>'), t)).toContain('Something went wrong')
})

test('what never reached the server is unreachable', () => {
  const problem = asProblem(new TypeError('Failed to fetch'))
  expect(problem.isUnreachable).toBe(true)
  expect(words(problem, t)).toContain('does not answer')
})
