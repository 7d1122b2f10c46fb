import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn, visit, type Visit } from './browser'
import type { World } from './desk.e2e'

/** Coming in: registering, signing in, and a key of the venue. */
export function front(world: World): void {
  describe('coming in', () => {
    let rita: Visit

    beforeAll(async () => {
      rita = await visit(world.browser, `${world.stage.bill.desk}/cover`)
    })

    afterAll(async () => {
      expect(rita.complaints).toEqual([])
      await rita.close()
    })

    test('who is not signed in is asked to, and comes back to where he was', async () => {
      const { page } = rita
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      expect(page.url()).toContain('/login')
      await page.getByLabel('Name').fill('ten-x')
      await page.getByLabel('Password', { exact: true }).fill('not the password at all')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('Name or password is wrong.').waitFor()
      await signIn(page, world.stage.trader('ten-x'))
      await page.getByRole('heading', { name: 'Cover', exact: true }).waitFor()
      await page.getByRole('button', { name: 'Your account' }).click()
      await page.getByText('Sign out').click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    })

    test('a form says beside its field what is wrong', async () => {
      const { page } = rita
      await page.getByRole('link', { name: 'Create an account' }).click()
      await page.getByRole('heading', { name: 'Create an account' }).waitFor()
      const name = page.getByLabel('Name')
      const password = page.getByLabel('Password', { exact: true })
      const send = page.getByRole('button', { name: 'Create an account' })
      await name.fill('ten-x')
      await password.fill('short')
      await send.click()
      await page.locator('[name=password][aria-invalid=true]').waitFor()
      await password.fill(world.rita.password)
      await send.click()
      await page.getByText('This name is taken. Choose another.').waitFor()
    })

    test('somebody registers', async () => {
      const { page } = rita
      await page.getByLabel('Name').fill(world.rita.login)
      await page.getByLabel('Password', { exact: true }).fill(world.rita.password)
      await page.getByRole('button', { name: 'Create an account' }).click()
      await page.getByRole('heading', { name: 'Venue keys' }).waitFor()
    })

    test('a venue key that can withdraw is refused, one that cannot opens an account', async () => {
      const { page } = rita
      await world.stage.exchangeAccount('rita-all', ['READ', 'TRADE', 'WITHDRAW'])
      await world.stage.exchangeAccount('rita-key')
      await page.getByRole('button', { name: 'Add a key' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Add a key' })
      const type = async (key: string) => {
        await dialog.getByLabel('API key').fill(key)
        await dialog.getByLabel('Secret').fill(`${key} secret`)
        await dialog.getByRole('button', { name: 'Ask the venue and add' }).click()
      }
      await dialog.getByLabel('Label').fill('main')
      await type('rita-all')
      await dialog.getByText('This key may withdraw money.', { exact: false }).waitFor()
      await type('rita-key')
      await dialog.waitFor({ state: 'detached' })
      const row = page.getByRole('row', { name: /^main/ })
      await row.getByText('No withdrawals').waitFor()
      await row.getByText('Trade', { exact: true }).waitFor()
    })

    test('what somebody typed is shown as text', async () => {
      const label = '<img src=x onerror=alert(1)>'
      const { page, complaints, close } = await visit(
        world.browser,
        `${world.stage.bill.desk}/login`,
      )
      const person = world.stage.trader('hundred-x')
      const call = await world.stage.as(person)
      const [key, secret, venue] = ['label-key', 'label-key secret', 'binance']
      await world.stage.exchangeAccount(key)
      await call('POST', '/venue-keys', { venue, label, key, secret, passphrase: null })
      await signIn(page, person)
      await page.goto(`${world.stage.bill.desk}/account?tab=keys`)
      await page.getByText(label, { exact: true }).waitFor()
      expect(complaints).toEqual([])
      await close()
    })

    test('no token lies where a script of another page could read it', async () => {
      const kept = await rita.page.evaluate(() => JSON.stringify({ ...localStorage }))
      expect(kept).not.toMatch(/eyJ|token/i)
      const [cookie] = await rita.page.context().cookies()
      expect(cookie).toMatchObject({ name: 'lg_refresh', httpOnly: true, sameSite: 'Strict' })
    })
  })
}
