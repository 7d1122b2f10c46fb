import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, expect, test, vi } from 'vitest'
import { db, id } from '../../../mock-api/db'
import { documents } from '../../../mock-api/cover-claims'
import { server } from '../../../mock-api/node'
import ClaimPage from './ClaimPage'
import CoverPage from './CoverPage'

// Whole pages on a busy machine: slow is not wrong.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

beforeEach(() => {
  db.present.session = 'ten-x'
})

function open(path: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createMemoryRouter(
    [
      { path: '/cover', element: <CoverPage /> },
      { path: '/cover/claims/:claim', element: <ClaimPage /> },
    ],
    { initialEntries: [path] },
  )
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), router }
}

test('the position of the address is chosen, and a quote for it can be bound', async () => {
  const { user, router } = open(`/cover?account=${id(60)}&symbol=ETHUSDT`)
  await user.click(await screen.findByRole('button', { name: 'Get a quote' }))
  expect(await screen.findByRole('heading', { name: /ETHUSDT · Short 10× · 8 h/ })).toBeTruthy()
  expect(router.state.location.search).toContain('quote=')
  await user.click(await screen.findByRole('button', { name: /^Bind for/ }))
  expect(await screen.findByText(/This quote is bound/)).toBeTruthy()
})

test('a refused quote says why beside the term, and what would be sold', async () => {
  const { user } = open('/cover?symbol=BTCUSDT')
  await user.click(await screen.findByRole('radio', { name: '7 d' }))
  await user.click(screen.getByRole('button', { name: 'Get a quote' }))
  const term = screen.getByRole('group', { name: 'Term' })
  expect((await within(term).findByRole('alert')).textContent).toMatch(/ordinary moves away/)
  await user.click(screen.getByRole('button', { name: 'Take 8 h instead' }))
  expect(within(term).queryByRole('alert')).toBeNull()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '8 h' }).checked).toBe(true)
})

test('a sum above the margin is refused beside its field before anything is sent', async () => {
  const { user } = open('/cover?symbol=BTCUSDT')
  await user.type(await screen.findByLabelText('Sum insured'), '99999')
  await user.click(screen.getByRole('button', { name: 'Get a quote' }))
  expect(screen.getByRole('alert').textContent).toContain('At most the margin')
})

test('evidence is verified twice', async () => {
  const { user } = open(`/cover/claims/${id(401)}`)
  await user.click(await screen.findByRole('button', { name: 'Verify twice' }))
  expect(await screen.findByText(/Both computed this root/)).toBeTruthy()
})

test('a document that was changed on the way is found by the browser', async () => {
  server.use(
    http.get('*/api/v1/claims/:claim/evidence/:document', async ({ params }) => {
      const found = (await documents(String(params['claim']))).find(
        (each) => each.document === params['document'],
      )
      return HttpResponse.json({ ...found, base64: btoa('something else') })
    }),
  )
  const { user } = open(`/cover/claims/${id(401)}`)
  await user.click(await screen.findByRole('button', { name: 'Verify twice' }))
  expect(await screen.findByText(/not what was sealed/)).toBeTruthy()
})
