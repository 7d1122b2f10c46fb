import { marketHandlers } from './market'
import { accountHandlers, notificationHandlers, sessionHandlers } from './session'
import { streamHandlers } from './stream'

/** The whole fake server: for `npm run dev:mock` and for the unit tests. One file for each page. */
export const handlers = [
  ...sessionHandlers,
  ...accountHandlers,
  ...notificationHandlers,
  ...marketHandlers,
  ...streamHandlers,
]
