import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, go, live, signIn, visit, type Visit } from './browser'
import type { World } from './desk.e2e'

/** From an empty account to a covered position; and what is refused on the way. */
export function trading(world: World): void {
  describe('trading and cover', () => {
    let rita: Visit

    beforeAll(async () => {
      rita = await visit(world.browser, `${world.stage.bill.desk}/login`)
      await signIn(rita.page, world.rita)
      await live(rita.page)
    })

    afterAll(async () => {
      expect(rita.complaints).toEqual([])
      await rita.close()
    })

    test('the leverage is set at the venue', async () => {
      const { page } = rita
      await go(page, 'Trade')
      const order = page.getByRole('region', { name: 'Order', exact: true })
      await order.getByTitle('Margin mode and leverage').click()
      const dialog = page.getByRole('dialog', { name: 'Leverage of BTCUSDT' })
      await dialog.getByRole('textbox', { name: 'Leverage' }).fill('10')
      await dialog.getByRole('button', { name: 'Set 10×' }).last().click()
      await dialog.waitFor({ state: 'detached' })
      await order.getByRole('button', { name: 'Isolated 10×' }).waitFor()
    })

    test('an order that would be refused says why before it is sent', async () => {
      const { page } = rita
      const order = page.getByRole('region', { name: 'Order', exact: true })
      await order.getByRole('tab', { name: 'Market' }).click()
      await order.getByLabel('Quantity', { exact: true }).fill('0.0000001')
      await order.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
      await order.getByLabel('Quantity', { exact: true }).fill('90')
      await order.getByText('The order is larger than the limit per order').waitFor()
    })

    test('an order is filled, and what it did is what was shown before', async () => {
      const { page } = rita
      const order = page.getByRole('region', { name: 'Order', exact: true })
      await order.getByLabel('Quantity', { exact: true }).fill('0.1')
      const preview = order.getByRole('region', { name: 'Before you send' })
      await preview.getByText('Liquidation', { exact: true }).waitFor()
      await order.getByRole('button', { name: 'Buy 0.1 BTC' }).click()
      await page.getByText('Filled', { exact: true }).first().waitFor()
      const positions = page.getByRole('region', { name: 'Positions', exact: true })
      await positions.getByRole('row', { name: /BTCUSDT/ }).waitFor()
    })

    test('a deposit is announced, and confirmed by somebody else', async () => {
      const call = await world.stage.as(world.rita)
      const operator = await world.stage.as(world.stage.bill.operator)
      const id = crypto.randomUUID()
      const amount = { amount: '500', asset: 'USDT' }
      await call('POST', '/deposits', { id, purpose: 'PREPAID', amount, reference: 'wire' })
      await operator('POST', `/deposits/${id}/confirmation`, { why: 'seen' })
    })

    test('cover is quoted with its probability, and bound', async () => {
      const { page } = rita
      await go(page, 'Cover')
      await page.getByRole('radio', { name: '4 h' }).check({ force: true })
      await page.getByRole('button', { name: 'Get a quote' }).click()
      await page.getByText('Probability of a touch').waitFor()
      await page.getByRole('button', { name: /^Bind for / }).click()
      await page.getByText('This quote is bound.', { exact: false }).waitFor()
      const policies = page.getByRole('region', { name: 'Policies' })
      await policies.getByText('Waiting', { exact: true }).waitFor()
      await eventually(() => policies.innerText()).toMatch(/begins in\s+1[45]:\d\d/)
    })

    test('a quote that is refused says why, and what would be possible', async () => {
      const hundred = await visit(world.browser, `${world.stage.bill.desk}/login`)
      const { page } = hundred
      await signIn(page, world.stage.trader('hundred-x'))
      await go(page, 'Cover')
      await page.getByRole('button', { name: 'Get a quote' }).click()
      await page.getByText(/^Liquidation is only [\d.]+ ordinary moves away/).waitFor()
      expect(await page.getByRole('button', { name: /^Bind for / }).count()).toBe(0)
      expect(hundred.complaints).toEqual([])
      await hundred.close()
    })
  })
}
