import { expect, test } from 'vitest'
import { differences } from './diff'

test('a change names its path, before and after', () => {
  expect(differences('{"state":"WAITING","n":1}', '{"state":"ACTIVE","n":1}')).toEqual([
    { path: 'state', before: 'WAITING', after: 'ACTIVE', kind: 'changed' },
    { path: 'n', before: '1', after: '1', kind: 'same' },
  ])
})

test('what came and what went, also deep inside', () => {
  const found = differences('{"a":{"b":[1,2]}}', '{"a":{"b":[1],"c":null}}')
  expect(found.filter(({ kind }) => kind !== 'same')).toEqual([
    { path: 'a.c', before: null, after: 'null', kind: 'added' },
    { path: 'a.b[1]', before: '2', after: null, kind: 'removed' },
  ])
})

test('nothing before: everything was added', () => {
  expect(differences('', '{"a":"x"}')).toEqual([
    { path: 'a', before: null, after: 'x', kind: 'added' },
  ])
})

test('text that is no JSON is compared as it is', () => {
  expect(differences('1.25', 'x < y')).toEqual([
    { path: '', before: '1.25', after: 'x < y', kind: 'changed' },
  ])
})

test('empty lists and records are leaves', () => {
  expect(differences('{"a":[]}', '{"a":{}}')).toEqual([
    { path: 'a', before: '[]', after: '{}', kind: 'changed' },
  ])
})
