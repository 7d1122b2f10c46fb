import { setupWorker } from 'msw/browser'
import { db } from './db'
import { startDesk } from './desk-state'
import { handlers } from './handlers'
import { startMarket } from './trade'

/** Starts the fake server in the page; somebody is logged in already, unless ?out is asked for. */
export async function start(): Promise<void> {
  const search = new URLSearchParams(location.search)
  if (!search.has('out')) db.present.session = search.get('as') ?? 'ten-x'
  startMarket(Number(search.get('rate') ?? 12))
  startDesk()
  await setupWorker(...handlers).start({
    quiet: true,
    onUnhandledRequest: (request, print) => {
      if (new URL(request.url).pathname.startsWith('/api/')) print.warning()
    },
  })
}
