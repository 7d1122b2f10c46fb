/**
 * The Merkle tree of RFC 6962 §2.1 by SHA-256 of the browser: the evidence of a claim is checked
 * here without asking the server whether it is right.
 */
const LEAF = 0x00
const NODE = 0x01

export type Bytes = Uint8Array<ArrayBuffer>

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** The leaf of a document. */
export function leafOf(document: Bytes): Promise<Bytes> {
  return sha256(joined(Uint8Array.of(LEAF), document))
}

/** The root over leaves in their order: split at the largest power of two, never padded. */
export async function rootOf(leaves: readonly Bytes[]): Promise<Bytes> {
  const [first] = leaves
  if (first === undefined) return sha256(new Uint8Array())
  if (leaves.length === 1) return first
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  const [left, right] = await Promise.all([
    rootOf(leaves.slice(0, split)),
    rootOf(leaves.slice(split)),
  ])
  return sha256(joined(Uint8Array.of(NODE), left, right))
}

export function hex(bytes: Bytes): string {
  return Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('')
}

export function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0))
}

function joined(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export interface Proof {
  /** By document: the leaf as this browser computed it. */
  leaves: ReadonlyMap<string, string>
  root: string
  /** The documents whose leaf is not the one that was stored at collection. */
  broken: readonly string[]
  holds: boolean
}

/** Computes every leaf and the root from the raw documents and compares them with what was stored. */
export async function prove(
  documents: readonly { document: string; place: number; base64: string; leaf: string }[],
  storedRoot: string,
): Promise<Proof> {
  const inOrder = documents.toSorted((a, b) => a.place - b.place)
  const computed = await Promise.all(inOrder.map(({ base64 }) => leafOf(fromBase64(base64))))
  const root = hex(await rootOf(computed))
  const leaves = new Map(inOrder.map(({ document }, at) => [document, hex(computed[at] as Bytes)]))
  const broken = inOrder
    .filter(({ document, leaf }) => leaves.get(document) !== leaf)
    .map(({ document }) => document)
  return { leaves, root, broken, holds: broken.length === 0 && root === storedRoot }
}
