import { coverHandlers } from './cover'
import { deskHandlers } from './desk'
import { fundHandlers } from './fund'
import { marketHandlers } from './market'
import { accountHandlers, notificationHandlers, sessionHandlers } from './session'
import { streamHandlers } from './stream'
import { systemHandlers } from './system'
import { tradeHandlers } from './trade'

/** The whole fake server: for `npm run dev:mock` and for the unit tests. One file for each page. */
export const handlers = [
  ...sessionHandlers,
  ...accountHandlers,
  ...notificationHandlers,
  ...marketHandlers,
  ...tradeHandlers,
  ...deskHandlers,
  ...coverHandlers,
  ...fundHandlers,
  ...systemHandlers,
  ...streamHandlers,
]
