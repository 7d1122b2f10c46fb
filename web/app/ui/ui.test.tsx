import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { Dialog } from './Dialog'
import { Field } from './Field'
import { Money, Numeric, Percent, Time } from './Figures'
import { Select } from './Select'
import { Table } from './Table'
import { Tabs } from './Tabs'

test('what is wrong with a field stands beside it and is tied to it', () => {
  render(<Field label="Quantity" error="Must be a multiple of 0.001" hint="In BTC" />)
  const field = screen.getByLabelText('Quantity')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  const wrong = document.getElementById(field.getAttribute('aria-describedby') ?? '')
  expect(wrong?.textContent).toBe('Must be a multiple of 0.001')
  expect(screen.queryByText('In BTC')).toBeNull()
})

test('a movement is shown by sign and arrow, not only by colour', () => {
  render(
    <>
      <Money amount="-12.5" asset="USDT" moved />
      <Percent share="0.0123" moved />
      <Numeric value={null} />
    </>,
  )
  expect(document.body.textContent).toBe('▼−12.50 USDT▲+1.23%–')
})

test('a time tells machines and pointers exactly when', () => {
  render(<Time at="2025-10-10T21:15:00Z" look="date" />)
  expect(document.querySelector('time')?.dateTime).toBe('2025-10-10T21:15:00.000Z')
})

test('a table sorts by the head that is pressed, and back', async () => {
  const rows = [{ n: 2 }, { n: 10 }, { n: 1 }]
  render(
    <Table
      label="Numbers"
      columns={[{ key: 'n', head: 'N', cell: (row) => row.n, compare: (a, b) => a.n - b.n }]}
      rows={rows}
      rowKey={(row) => String(row.n)}
    />,
  )
  const shown = () => screen.getAllByRole('cell').map((cell) => cell.textContent)
  expect(shown()).toEqual(['2', '10', '1'])
  await userEvent.click(screen.getByRole('button', { name: 'N' }))
  expect(shown()).toEqual(['1', '2', '10'])
  await userEvent.click(screen.getByRole('button', { name: 'N' }))
  expect(shown()).toEqual(['10', '2', '1'])
})

test('tabs are walked with the arrows', async () => {
  function Two() {
    const [value, setValue] = useState<'a' | 'b'>('a')
    return (
      <Tabs
        label="Two"
        tabs={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B', count: 3 },
        ]}
        value={value}
        onChange={setValue}
      >
        shows {value}
      </Tabs>
    )
  }
  render(<Two />)
  await userEvent.tab()
  await userEvent.keyboard('{ArrowRight}')
  expect(screen.getByRole('tabpanel').textContent).toBe('shows b')
  expect(document.activeElement?.textContent).toBe('B3')
})

test('a select gives one of its own values', async () => {
  const chosen: string[] = []
  render(
    <Select
      label="Type"
      value="LIMIT"
      options={[
        { value: 'LIMIT', label: 'Limit' },
        { value: 'MARKET', label: 'Market' },
      ]}
      onChange={(value) => chosen.push(value)}
    />,
  )
  await userEvent.selectOptions(screen.getByLabelText('Type'), 'Market')
  expect(chosen).toEqual(['MARKET'])
})

test('a dialog is named, closes, and gives the focus back', async () => {
  function Opened() {
    const [open, setOpen] = useState(false)
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          Open
        </button>
        <Dialog open={open} onClose={() => setOpen(false)} title="Kill switch" closeLabel="Close">
          Everything is closed.
        </Dialog>
      </>
    )
  }
  render(<Opened />)
  await userEvent.click(screen.getByText('Open'))
  const dialog = screen.getByRole('dialog', { name: 'Kill switch' })
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement?.textContent).toBe('Open')
})
