// The types of the API are those of docs/reference/openapi.json: generating them changes nothing.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const schema = new URL('../app/api/__generated__/schema.ts', import.meta.url)
const before = readFileSync(schema, 'utf8')
execFileSync('npm', ['run', '--silent', 'generate'], {
  cwd: new URL('..', import.meta.url),
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (readFileSync(schema, 'utf8') !== before) {
  writeFileSync(schema, before)
  console.error('app/api/__generated__/schema.ts is not up to date: npm run generate')
  process.exit(1)
}
