import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, expect, test } from 'vitest'
import { logIn } from '@/api/session'
import { useInboxStore } from '@/live/inbox'
import { db } from '../../../mock-api/db'
import AccountPage from './AccountPage'

beforeEach(async () => {
  await logIn('ten-x', 'correct horse battery')
})

function shown(path: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createMemoryRouter([{ path: '/account', element: <AccountPage /> }], {
    initialEntries: [path],
  })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return router
}

test('a venue key is shown with its rights, as the venue told them', async () => {
  shown('/account?tab=keys')
  const line = (await screen.findByText('Watching')).closest('tr') as HTMLElement
  expect(within(line).getByText('No trading')).toBeTruthy()
  expect(within(line).getByText('No withdrawals')).toBeTruthy()
})

test('a key that can withdraw is refused in words, and nothing is stored', async () => {
  shown('/account?tab=keys')
  await userEvent.click(await screen.findByRole('button', { name: 'Add a key' }))
  const dialog = screen.getByRole('dialog', { name: 'Add a key' })
  await userEvent.click(within(dialog).getByRole('button', { name: 'Ask the venue and add' }))
  expect(within(dialog).getAllByText('Is missing')).toHaveLength(3)

  await userEvent.type(within(dialog).getByLabelText('Label'), 'Second')
  await userEvent.type(within(dialog).getByLabelText('API key'), 'withdraw-1')
  await userEvent.type(within(dialog).getByLabelText('Secret'), 's')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Ask the venue and add' }))
  expect(await within(dialog).findByText(/may withdraw money/)).toBeTruthy()
  expect(db.present.venueKeys).toHaveLength(2)
})

test('a key that is added has an account at once', async () => {
  shown('/account?tab=keys')
  await userEvent.click(await screen.findByRole('button', { name: 'Add a key' }))
  const dialog = screen.getByRole('dialog', { name: 'Add a key' })
  await userEvent.selectOptions(within(dialog).getByLabelText('Venue'), 'OKX')
  await userEvent.type(within(dialog).getByLabelText('Label'), 'Second')
  await userEvent.type(within(dialog).getByLabelText('API key'), 'k-abcd')
  await userEvent.type(within(dialog).getByLabelText('Secret'), 's')
  await userEvent.type(within(dialog).getByLabelText('Passphrase'), 'p')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Ask the venue and add' }))
  const line = (await screen.findByText('Second')).closest('tr') as HTMLElement
  expect(await within(line).findByText('Trading with it')).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('forgetting a key says what it does before it does it', async () => {
  shown('/account?tab=keys')
  const line = (await screen.findByText('Main')).closest('tr') as HTMLElement
  await userEvent.click(within(line).getByRole('button', { name: 'Forget' }))
  const dialog = screen.getByRole('dialog', { name: 'Forget this key?' })
  expect(dialog.textContent).toContain('Cover on its positions can no longer be verified')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Forget' }))
  expect(await within(line).findByText('Forgotten')).toBeTruthy()
})

test('another session can be ended, this one cannot', async () => {
  shown('/account?tab=sessions')
  expect(await screen.findByText('Chrome 142, Linux')).toBeTruthy()
  expect(screen.getAllByRole('button', { name: 'End' })).toHaveLength(1)
})

test('the address of a webhook is refused beside its field', async () => {
  shown('/account?tab=preferences')
  await userEvent.click(await screen.findByLabelText(/To an address of your own/))
  await userEvent.type(screen.getByLabelText('Address'), 'ftp://x')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Must be an https address')).toBeTruthy()
  expect(screen.getByLabelText('Address').getAttribute('aria-invalid')).toBe('true')
})

test('texts of a message are texts, whatever is in them', async () => {
  const [first] = db.present.messages
  if (!first) throw new Error('the fake server has messages')
  const text = '<img src=x onerror=alert(1)>'
  useInboxStore.push({ kind: 'snapshot', messages: [{ ...first, text }], unread: 1 })
  const router = shown('/account')
  expect(await screen.findByText(text)).toBeTruthy()
  expect(document.querySelector('img')).toBeNull()
  await userEvent.click(screen.getByRole('tab', { name: 'About' }))
  expect(router.state.location.search).toBe('?tab=about')
})
