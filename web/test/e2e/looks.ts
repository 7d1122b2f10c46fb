import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, DESKTOP, eventually, live, overhang, PHONE, signIn, visit } from './browser'
import type { World } from './desk.e2e'
import { picture } from './pictures'
import type { Credentials } from './stage'

interface Place {
  name: string
  path: string
  who: (world: World) => Credentials
  /** It is shown when this is there. */
  shown: (page: Page) => Promise<void>
}

/** The front has thousands of lines in its picture. */
const SMALL = { viewport: { width: 1200, height: 750 } }

const heading = (name: string) => (page: Page) =>
  page.getByRole('heading', { name, exact: true }).first().waitFor()
const rita = (world: World) => world.rita
const fiveX = (world: World) => world.stage.trader('five-x')
const operator = (world: World) => world.stage.bill.operator

const PLACES: Place[] = [
  {
    name: 'trade',
    path: '/trade/binance/BTCUSDT',
    who: fiveX,
    shown: (page) => page.locator('canvas').first().waitFor(),
  },
  { name: 'cover', path: '/cover', who: fiveX, shown: heading('Policies') },
  { name: 'claim', path: '/cover', who: rita, shown: openClaim },
  { name: 'fund', path: '/fund', who: operator, shown: heading('Fund') },
  { name: 'system', path: '/system', who: operator, shown: heading('System') },
  { name: 'account', path: '/account', who: rita, shown: heading('Inbox') },
  { name: 'keys', path: '/account?tab=keys', who: rita, shown: heading('Venue keys') },
]

async function openClaim(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Claims' }).getByRole('link').first().click()
  await page.getByText(/^\d+ passed, /).waitFor()
}

/** Every page, dark and light, on a desk and on a phone: nothing in anybody's way. */
export function looks(world: World): void {
  describe('how it looks', () => {
    const look = (place: Place, name: string, options: BrowserContextOptions) => async () => {
      const { page, complaints, close } = await visit(
        world.browser,
        `${world.stage.bill.desk}/login`,
        options,
      )
      try {
        await signIn(page, place.who(world))
        await page.goto(`${world.stage.bill.desk}${place.path}`)
        await live(page)
        await place.shown(page)
        await settled(page)
        await picture(page, name)
        expect(await overhang(page)).toBe(0)
        expect((await barriers(page)).join('\n')).toBe('')
        expect(complaints).toEqual([])
      } finally {
        await close()
      }
    }
    for (const place of PLACES) {
      for (const colorScheme of ['dark', 'light'] as const) {
        const name = `${place.name}-${colorScheme}`
        test(name, look(place, name, { ...DESKTOP, colorScheme }))
      }
      const name = `${place.name}-phone`
      test(name, look(place, name, { ...PHONE, colorScheme: 'dark' }))
    }

    test('login, in two languages', async () => {
      for (const [name, options] of [
        ['login-dark', { ...SMALL, colorScheme: 'dark' }],
        ['login-light', { ...SMALL, colorScheme: 'light' }],
        ['login-phone', PHONE],
        ['login-chinese', { locale: 'zh-CN' }],
      ] as const) {
        const { page, close } = await visit(
          world.browser,
          `${world.stage.bill.desk}/login`,
          options,
        )
        await page.getByRole('heading').first().waitFor()
        expect(await page.evaluate(() => document.documentElement.lang)).toMatch(
          name === 'login-chinese' ? /^zh/ : /^en/,
        )
        if (name !== 'login-chinese') await picture(page, name)
        expect(await overhang(page)).toBe(0)
        expect((await barriers(page)).join('\n')).toBe('')
        await close()
      }
    })

    test('keys alone lead through the desk', async () => {
      const { page, close } = await visit(world.browser, `${world.stage.bill.desk}/login`)
      await signIn(page, world.rita)
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
      await page.keyboard.press('Escape')
      for (const [key, place] of [
        ['c', 'cover'],
        ['f', 'fund'],
        ['a', 'account'],
        ['t', 'trade'],
      ] as const) {
        await page.keyboard.press('g')
        await page.keyboard.press(key)
        await page.waitForURL(new RegExp(`/${place}`))
      }
      await page.keyboard.press('/')
      await page.getByRole('dialog', { name: 'Search' }).waitFor()
      await close()
    })

    test('what there is not is said', async () => {
      const { page, close } = await visit(world.browser, `${world.stage.bill.desk}/login`)
      await signIn(page, world.rita)
      await page.goto(`${world.stage.bill.desk}/no/such/page`)
      await page.getByText('There is no such page').waitFor()
      await close()
    })
  })
}

/** Fonts are there, and nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await eventually(() => page.locator('[aria-busy=true], [class*=skeleton]').count()).toBe(0)
}
