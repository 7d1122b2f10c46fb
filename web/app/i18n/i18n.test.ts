import { expect, test } from 'vitest'
import { en } from './en'
import { zh } from './zh'

function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? texts(value, `${path}${key}.`)
      : [[`${path}${key}`, String(value)] satisfies [string, string]],
  )
}

test('both languages have the same keys, and no text is empty', () => {
  expect(
    texts(zh)
      .map(([key]) => key)
      .toSorted(),
  ).toEqual(
    texts(en)
      .map(([key]) => key)
      .toSorted(),
  )
  expect([...texts(en), ...texts(zh)].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('both languages fill the same gaps', () => {
  const gaps = (text: string) => (text.match(/{{\w+}}/g) ?? []).toSorted()
  const chinese = new Map(texts(zh))
  for (const [key, text] of texts(en)) {
    expect([key, gaps(chinese.get(key) ?? '')]).toEqual([key, gaps(text)])
  }
})
