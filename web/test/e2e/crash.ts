import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, go, live, signIn, visit, type Visit } from './browser'
import type { World } from './desk.e2e'
import { picture } from './pictures'

const PATIENCE = 60_000

/** The crash as somebody sees it who was covered. */
export function crash(world: World): void {
  describe('the crash', () => {
    let rita: Visit

    beforeAll(async () => {
      // Before anybody looks: what is asked while time leaps may be answered too late.
      await world.stage.until('21:15:00')
      rita = await visit(world.browser, `${world.stage.bill.desk}/trade/binance/BTCUSDT`)
      await signIn(rita.page, world.rita)
      await live(rita.page)
    })

    afterAll(async () => {
      await world.stage.speed(1)
      expect(rita.complaints).toEqual([])
      await rita.close()
    })

    test('the price falls towards the liquidation price, and the desk warns', async () => {
      const { page } = rita
      const row = page
        .getByRole('region', { name: 'Positions', exact: true })
        .getByRole('row', { name: /BTC/ })
      await row.waitFor()
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
    })

    test('the venue liquidates the position, which is seen in the page', async () => {
      const { page } = rita
      await world.stage.speed(10)
      const row = page
        .getByRole('region', { name: 'Positions', exact: true })
        .getByRole('row', { name: /BTC/ })
      await row.waitFor({ state: 'detached', timeout: PATIENCE })
      await world.stage.speed(0)
      await picture(page, 'desk-crash')
    })

    test('the claim opens by itself and is paid', async () => {
      const { page } = rita
      await go(page, 'Cover')
      await world.stage.speed(10)
      const claims = page.getByRole('region', { name: 'Claims' })
      await claims.getByText('opened by itself').waitFor({ timeout: PATIENCE })
      await claims.getByText('Paid', { exact: true }).first().waitFor({ timeout: PATIENCE })
      await claims.getByRole('link').first().click()
      await page.getByRole('heading', { name: 'Claim', exact: true }).waitFor()
      await page.getByText(/^1[34] passed, 0 failed/).waitFor()
    })

    test('the evidence is verified by the server and by the browser', async () => {
      const { page } = rita
      await page.getByRole('button', { name: 'Verify twice' }).click()
      await page.getByText('Both computed this root.', { exact: false }).waitFor()
    })

    test('the money is in the balance, and the inbox tells it', async () => {
      const { page } = rita
      const call = await world.stage.as(world.rita)
      const { available } = await call<{ available: { amount: string } }>('GET', '/balance')
      expect(Number(available.amount)).toBeGreaterThan(500)
      await page.getByRole('button', { name: /^Notifications/ }).click()
      await eventually(() => page.getByText(/paid/i).count()).toBeGreaterThan(0)
    })
  })
}
