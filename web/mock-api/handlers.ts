import { coverHandlers } from './cover'
import { fundHandlers } from './fund'
import { marketHandlers } from './market'
import { accountHandlers, notificationHandlers, sessionHandlers } from './session'
import { streamHandlers } from './stream'
import { systemHandlers } from './system'

/** The whole fake server: for `npm run dev:mock` and for the unit tests. One file for each page. */
export const handlers = [
  ...sessionHandlers,
  ...accountHandlers,
  ...notificationHandlers,
  ...marketHandlers,
  ...coverHandlers,
  ...fundHandlers,
  ...systemHandlers,
  ...streamHandlers,
]
