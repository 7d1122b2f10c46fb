/** What is different between two JSON documents, line by line of their leaves. */
export interface Difference {
  /** Where it is: `position.margin`, `steps[2]`. */
  path: string
  before: string | null
  after: string | null
  kind: 'added' | 'removed' | 'changed' | 'same'
}

/** Every leaf of both, in the order of the later document; what is the same is there too. */
export function differences(before: string, after: string): Difference[] {
  const old = leaves(before)
  const young = leaves(after)
  const paths = [...young.keys(), ...[...old.keys()].filter((path) => !young.has(path))]
  return paths.map((path) => {
    const was = old.get(path) ?? null
    const is = young.get(path) ?? null
    return { path, before: was, after: is, kind: kindOf(was, is) }
  })
}

function kindOf(before: string | null, after: string | null): Difference['kind'] {
  if (before === after) return 'same'
  if (before === null) return 'added'
  return after === null ? 'removed' : 'changed'
}

function leaves(text: string): Map<string, string> {
  const found = new Map<string, string>()
  if (text.trim() === '') return found
  try {
    collect(JSON.parse(text, exactly), '', found)
  } catch {
    found.set('', text)
  }
  return found
}

/** Numbers as they were written, where the browser tells: 1.20 stays 1.20. */
function exactly(_: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? { written: context?.source ?? String(value) } : value
}

function collect(value: unknown, path: string, found: Map<string, string>): void {
  if (Array.isArray(value)) {
    if (value.length === 0) found.set(path, '[]')
    for (const [at, each] of value.entries()) collect(each, `${path}[${at}]`, found)
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    const [only] = entries
    if (entries.length === 1 && only?.[0] === 'written') found.set(path, String(only[1]))
    else if (entries.length === 0) found.set(path, '{}')
    else for (const [name, each] of entries) collect(each, path ? `${path}.${name}` : name, found)
  } else {
    found.set(path, value === null ? 'null' : String(value))
  }
}
