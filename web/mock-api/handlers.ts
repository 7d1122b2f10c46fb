import { deskHandlers } from './desk'
import { marketHandlers } from './market'
import { accountHandlers, notificationHandlers, sessionHandlers } from './session'
import { streamHandlers } from './stream'
import { tradeHandlers } from './trade'

/** The whole fake server: for `npm run dev:mock` and for the unit tests. One file for each page. */
export const handlers = [
  ...sessionHandlers,
  ...accountHandlers,
  ...notificationHandlers,
  ...marketHandlers,
  ...tradeHandlers,
  ...deskHandlers,
  ...streamHandlers,
]
