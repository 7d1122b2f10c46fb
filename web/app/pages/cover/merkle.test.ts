import { expect, test } from 'vitest'
import { fromHex, hex, leafOf, prove, rootOf, sha256, type Bytes } from './merkle'

/** The reference inputs of Certificate Transparency, as engine/…/MerkleTreeTest.java has them. */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(fromHex)

async function root(documents: readonly Bytes[]): Promise<string> {
  return hex(await rootOf(await Promise.all(documents.map(leafOf))))
}

const text = (words: string): Bytes => new Uint8Array(new TextEncoder().encode(words))
const base64 = (words: string) => btoa(words)

test.each([
  [0, 'e3b0c442', 'b855'],
  [1, '6e340b9c', 'a01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125', 'c125'],
  [3, 'aeb6bcfe', '6e77'],
  [4, 'd37ee418', '14b7'],
  [5, '4e3bbb1f', '64d4'],
  [6, '76e67dad', '87ef'],
  [7, 'ddb89be4', '4c8c'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328', '4328'],
])('the root of %d reference inputs matches', async (count, start, end) => {
  const found = await root(INPUTS.slice(0, count))
  expect(found).toHaveLength(64)
  expect(found.startsWith(start)).toBe(true)
  expect(found.endsWith(end)).toBe(true)
})

test('the root of two texts is the one inside the payout authorisation', async () => {
  expect(await root([text('evidence-a'), text('evidence-b')])).toBe(
    '795aa5a4750b906e12c69ecdb0010bfa498776e90ea52ed6abdcdbbbfee030e6',
  )
})

test('the order of leaves matters', async () => {
  expect(await root(INPUTS)).not.toBe(await root(INPUTS.toReversed()))
})

async function evidence(...bodies: string[]) {
  return Promise.all(
    bodies.map(async (body, at) => ({
      document: `d${at + 1}`,
      place: at + 1,
      base64: base64(body),
      leaf: hex(await leafOf(text(body))),
    })),
  )
}

test('untouched evidence holds, in whatever order it comes', async () => {
  const documents = await evidence('evidence-a', 'evidence-b')
  const stored = await root([text('evidence-a'), text('evidence-b')])
  const proof = await prove(documents.toReversed(), stored)
  expect(proof).toMatchObject({ holds: true, broken: [], root: stored })
})

test('one changed byte is found, and in which document', async () => {
  const documents = await evidence('evidence-a', 'evidence-b')
  const stored = await root([text('evidence-a'), text('evidence-b')])
  const changed = documents.map((each) =>
    each.place === 2 ? { ...each, base64: base64('evidence-c') } : each,
  )
  const proof = await prove(changed, stored)
  expect(proof.holds).toBe(false)
  expect(proof.broken).toEqual(['d2'])
})

test('a document that was left out is found by the root', async () => {
  const documents = await evidence('evidence-a', 'evidence-b')
  const stored = await root([text('evidence-a'), text('evidence-b')])
  const proof = await prove(documents.slice(0, 1), stored)
  expect(proof).toMatchObject({ holds: false, broken: [] })
})

test('the hash of a document is what sha256sum prints', async () => {
  expect(hex(await sha256(text('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})
