// What a browser loads before the first page shows: the entry and all that it imports at once.
import { readFileSync, statSync } from 'node:fs'

const LIMIT = 300_000
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const seen = new Set()

function visit(key) {
  if (!seen.has(key)) {
    seen.add(key)
    for (const next of manifest[key].imports ?? []) visit(next)
  }
}

visit('index.html')
let total = 0
for (const key of seen) {
  const { file } = manifest[key]
  if (file.endsWith('.js')) total += statSync(new URL(`${file}.gz`, dist)).size
}
console.log(`first JavaScript: ${(total / 1000).toFixed(1)} kB compressed, at most ${LIMIT / 1000}`)
if (total > LIMIT) process.exit(1)
