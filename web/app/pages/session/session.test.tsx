import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, expect, test } from 'vitest'
import { forget } from '@/api/session'
import { routes } from '@/routes'

beforeEach(() => forget())

function shown(path: string) {
  const router = createMemoryRouter(routes, { initialEntries: [path] })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return router
}

test('who is logged out is sent to the log-in, and then back to where he was', async () => {
  const router = shown('/account?tab=keys')
  await userEvent.type(await screen.findByLabelText('Name'), 'ten-x')
  await userEvent.type(screen.getByLabelText('Password'), 'wrong wrong wrong')
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Name or password is wrong.')

  await userEvent.clear(screen.getByLabelText('Password'))
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse battery')
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByRole('heading', { name: 'Account' })).toBeTruthy()
  expect(router.state.location.pathname + router.state.location.search).toBe('/account?tab=keys')
})

test('what is wrong with a registration stands beside its field', async () => {
  shown('/register')
  await userEvent.type(await screen.findByLabelText('Name'), 'A B')
  await userEvent.type(screen.getByLabelText('Password'), 'short')
  await userEvent.click(screen.getByRole('button', { name: 'Create an account' }))
  const name = screen.getByLabelText('Name')
  expect((await screen.findByText('Must be 3 to 40 of a-z0-9._-')).id).toBe(
    name.getAttribute('aria-describedby'),
  )
  await userEvent.clear(name)
  await userEvent.type(name, 'newcomer')
  expect(screen.queryByText('Must be 3 to 40 of a-z0-9._-')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Create an account' }))
  expect(await screen.findByText('Must have at least 12 characters')).toBeTruthy()
})

test('an address that does not exist says so, inside the desk', async () => {
  const router = shown('/login?next=%2Fnowhere')
  await userEvent.type(await screen.findByLabelText('Name'), 'ten-x')
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse battery{Enter}')
  expect(await screen.findByText('There is no such page')).toBeTruthy()
  expect(router.state.location.pathname).toBe('/nowhere')
})
