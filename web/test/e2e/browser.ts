import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Credentials } from './stage'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const FAILURES = fileURLToPath(new URL('../../test-results/', import.meta.url))
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

/** Debian's chromium, or the one that CHROMIUM names. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place))
  if (executablePath === undefined) {
    throw new Error('no chromium: apt-get install chromium, or name one in CHROMIUM')
  }
  // The sandbox of chromium does not start as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath, args })
}

export interface Visit {
  page: Page
  /** What the page complained of: exceptions, and breaches of the content security policy. */
  complaints: string[]
  close: () => Promise<void>
}

/** A browser of one's own with nothing in it, at a page of the desk. */
export async function visit(
  browser: Browser,
  address: string,
  look: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    ...DESKTOP,
    colorScheme: 'dark',
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...look,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  open.set(page, complaints)
  page.on('close', () => open.delete(page))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // The browser itself reports every answer that is an error; those are expected.
    if (message.type() === 'error' && !/^Failed to load resource|WebSocket/.test(message.text()))
      complaints.push(message.text())
  })
  await page.goto(address)
  return { page, complaints, close: () => context.close() }
}

const open = new Map<Page, string[]>()

/** What stands on every open page, for whoever has to find out why a test failed. */
export async function pictureFailure(name: string): Promise<void> {
  mkdirSync(FAILURES, { recursive: true })
  const file = name.replaceAll(/[^a-z0-9]+/gi, '-')
  for (const [at, [page, complaints]] of [...open].entries()) {
    await page.screenshot({ path: `${FAILURES}${file}-${at}.png` }).catch(() => undefined)
    console.log(`      ${page.url()} is shown in test-results/${file}-${at}.png`, ...complaints)
  }
}

export async function signIn(page: Page, { login, password }: Credentials): Promise<void> {
  await page.getByLabel('Name').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
}

/** Goes to a page of the desk the way that people do. */
export async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
  // The trade page says the price in its title.
  await page.waitForURL(new RegExp(`/${name.toLowerCase()}`))
}

/** Waits until the header says that the stream is live. */
export async function live(page: Page): Promise<void> {
  // On a phone the word is there for those who listen, and a dot for those who look.
  const state = page.getByRole('banner').getByRole('status').getByText('Live', { exact: true })
  await state.waitFor({ state: 'attached' })
}

interface Finding {
  id: string
  impact: string
  help: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** What axe finds, of what is serious or worse. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const findings = await page.evaluate<Finding[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
}

/** By how much the page is wider than its window. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

/** Waits until what is read is as it should be. */
export const eventually = <T>(read: () => Promise<T> | T, timeout = 20_000) =>
  expect.poll(read, { timeout, interval: 100 })
