import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url))
const WANTED = process.env['LG_PICTURES'] !== undefined

/** Keeps what the page looks like, where the run is asked for pictures. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!WANTED) return
  mkdirSync(FOLDER, { recursive: true })
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' })
}
