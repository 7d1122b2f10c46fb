import { expect, test } from 'vitest'
import { compare, percent, placesOf, sign, sum, written } from './decimal'

test('numbers are grouped, and keep the places that they are given', () => {
  expect(written('1234567.5', { places: 2 })).toBe('1,234,567.50')
  expect(written('0.00001', { placesMax: 8 })).toBe('0.00001')
  expect(written('12', { placesMin: 2 })).toBe('12.00')
  expect(written('-1234.5')).toBe('−1,234.5')
  expect(written('3.1', { signed: true })).toBe('+3.1')
})

test('what rounds to nothing has no sign', () => {
  expect(written('-0.001', { places: 2 })).toBe('0.00')
  expect(written('0.001', { places: 2, signed: true })).toBe('0.00')
})

test('what is no number is a dash and never NaN', () => {
  expect(written(null)).toBe('–')
  expect(written('')).toBe('–')
  expect(written('abc')).toBe('–')
})

test('decimals stay exact where doubles would not', () => {
  expect(sum(['0.1', '0.2', null])).toBe('0.3')
  expect(written('9007199254740993.01', { places: 2 })).toBe('9,007,199,254,740,993.01')
  expect(percent('0.285')).toBe('28.5')
})

test('they are compared as numbers', () => {
  expect(compare('9', '10')).toBeLessThan(0)
  expect(compare(null, '0')).toBeLessThan(0)
  expect(sign('-0.1')).toBe(-1)
  expect(sign('0.0')).toBe(0)
  expect(placesOf('0.010')).toBe(2)
  expect(placesOf('5')).toBe(0)
})
