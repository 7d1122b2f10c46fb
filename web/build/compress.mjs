// Writes a .gz beside each text of dist, so that the gateway compresses nothing while it serves.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, constants } from 'node:zlib'

const dist = new URL('../dist', import.meta.url).pathname
const texts = /\.(js|css|html|svg|json|webmanifest|txt)$/
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && texts.test(entry.name)) {
    const file = join(entry.parentPath, entry.name)
    writeFileSync(
      `${file}.gz`,
      gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }),
    )
  }
}
