import { expect, test } from 'vitest'
import { secondsOf, writtenSpan } from './duration'

test.each([
  ['PT1H', 3_600],
  ['PT168H', 604_800],
  ['P7D', 604_800],
  ['PT1H30M', 5_400],
  ['PT0.5S', 0.5],
  ['soon', 0],
])('%s has %d seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds))

test.each([
  [604_800, '7 d', '7天'],
  [124_056, '1 d 10 h', '1天10小时'],
  [18_720, '5 h 12 min', '5小时12分'],
  [2_820, '47 min', '47分'],
  [12, '12 s', '12秒'],
  [0, '0 s', '0秒'],
])('%d seconds in words', (seconds, english, chinese) => {
  expect(writtenSpan(seconds, 'en')).toBe(english)
  expect(writtenSpan(seconds, 'zh')).toBe(chinese)
})
