import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { queries } from '@/api/queries'
import { restore, useSession } from '@/api/session'
import { startLanguage } from '@/i18n/i18n'
import { followSession } from '@/live/live'
import { router } from '@/routes'
import '@/ui/tokens.css'
import '@/ui/base.css'

async function start(): Promise<void> {
  if (import.meta.env.MODE === 'mock') await (await import('../mock-api/browser')).start()
  const known = restore()
  await startLanguage()
  followSession()
  useSession.subscribe(({ phase }) => {
    if (phase === 'out') queries.clear()
  })
  const place = document.getElementById('desk')
  if (place === null) throw new Error('index.html has no #desk')
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router()} />
      </QueryClientProvider>
    </StrictMode>,
  )
  await known
}

void start()
