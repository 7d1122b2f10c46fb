import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { openBrowser, pictureFailure } from './browser'
import { crash } from './crash'
import { front } from './front'
import { looks } from './looks'
import { network } from './network'
import { speed } from './speed'
import { Stage } from './stage'
import { trading } from './trading'

/** What every part works with. One story: its parts come in this order, and time only goes on. */
export interface World {
  stage: Stage
  browser: Browser
  /** Who registers in the first part and is paid in the last. */
  rita: { login: string; password: string }
}

const world = { rita: { login: 'rita', password: 'a long sentence of my own' } } as World

beforeAll(async () => {
  const [stage, browser] = await Promise.all([Stage.open(), openBrowser()])
  Object.assign(world, { stage, browser })
})

afterAll(async () => {
  await world.browser?.close()
  await world.stage?.close()
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await pictureFailure(task.name)
})

front(world)
trading(world)
network(world)
speed(world)
crash(world)
looks(world)
