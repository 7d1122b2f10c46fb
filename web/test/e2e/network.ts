import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, live, signIn, visit, type Visit } from './browser'
import type { World } from './desk.e2e'
import { Wire } from './wire'

declare global {
  interface Window {
    /** What stood on the screen, frame by frame: the stream's state and the mark. */
    seen: [state: string, mark: string][]
  }
}

/** What a page does when the way to the server is bad, or the server gone. */
export function network(world: World): void {
  describe('a bad network', () => {
    let wire: Wire
    let rita: Visit

    beforeAll(async () => {
      wire = await Wire.to(world.stage.bill.desk)
      rita = await visit(world.browser, `${wire.address}/trade/binance/BTCUSDT`)
      await signIn(rita.page, world.rita)
      await live(rita.page)
    })

    afterAll(async () => {
      await world.stage.speed(1)
      await rita.close()
      wire.close()
    })

    test('a dropped stream is told, and comes back with the numbers of now', async () => {
      const { page } = rita
      await world.stage.speed(0)
      const before = await serverMark(world)
      await eventually(() => shownMark(page)).toBe(before)
      await record(page)

      wire.cut()
      await page
        .getByRole('banner')
        .getByText(/^(Offline|Connecting)$/)
        .waitFor()
      const after = await moved(world, before)
      expect(await shownMark(page)).toBe(before)

      wire.mend()
      await live(page)
      await eventually(() => shownMark(page)).toBe(after)
      const seen = await page.evaluate(() => window.seen)
      expect(new Set(seen.map(([, mark]) => mark))).toEqual(new Set([before, after]))
      const late = seen.findLastIndex(([, mark]) => mark === before)
      const first = seen.findIndex(([state], at) => at > lost(seen) && state === 'Live')
      console.log(`      old number shown as live for ${Math.max(0, late - first + 1)} frames`)
      const best = await page.getByRole('list', { name: /^Offers to buy/ }).getByRole('button')
      const [{ price }] = (await book(world)).bids
      await eventually(() => best.first().innerText()).toContain(written(price))
    })

    test('a page that is opened without a server says so, and comes when it is back', async () => {
      const { page } = rita
      await world.stage.speed(1)
      await page.route('**/api/v1/session/refresh', (route) => route.abort())
      await page.reload()
      await page.getByText('The desk cannot be reached').waitFor()
      await page.unroute('**/api/v1/session/refresh')
      await page.getByRole('button', { name: 'Try again' }).click()
      await live(page)
    })

    test('a session that was ended elsewhere asks to sign in, and goes on where it was', async () => {
      const { page } = rita
      const call = await world.stage.as(world.rita)
      const { sessions } = await call<{ sessions: { session: string; current: boolean }[] }>(
        'GET',
        '/sessions',
      )
      for (const { session, current } of sessions)
        if (!current) await call('DELETE', `/sessions/${session}`)
      await page.reload()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await signIn(page, world.rita)
      await page.waitForURL(/\/trade\/binance\/BTCUSDT/)
      await live(page)
    })
  })
}

const lost = (seen: Window['seen']) => seen.findIndex(([state]) => state !== 'Live')

function shownMark(page: Page): Promise<string> {
  return page.evaluate(readMark)
}

/** Runs in the page. */
function readMark(): string {
  const names = [...document.querySelectorAll('dt')]
  return (
    names.find((name) => name.textContent?.startsWith('Mark'))?.nextElementSibling?.textContent ??
    ''
  )
}

async function record(page: Page): Promise<void> {
  await page.evaluate(`window.readMark = ${readMark.toString()}`)
  await page.evaluate(() => {
    const read = (window as unknown as { readMark: () => string }).readMark
    window.seen = []
    const look = () => {
      const state = document.querySelector('header [role=status]')?.textContent ?? ''
      window.seen.push([state, read()])
      requestAnimationFrame(look)
    }
    look()
  })
}

async function serverMark(world: World): Promise<string> {
  const call = await world.stage.as(world.rita)
  const summary = await call<{ mark: string }>('GET', '/instruments/binance/BTCUSDT/summary')
  return written(summary.mark)
}

async function book(world: World): Promise<{ bids: [{ price: string }] }> {
  const call = await world.stage.as(world.rita)
  return call('GET', '/instruments/binance/BTCUSDT/book')
}

/** Lets time pass until the mark is another; says what it is then. */
async function moved(world: World, before: string): Promise<string> {
  let mark = before
  while (mark === before) {
    await world.stage.advance('PT20S')
    mark = await serverMark(world)
  }
  return mark
}

const written = (price: string) =>
  Number(price).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
