import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, test, vi } from 'vitest'
import { queries } from '@/api/queries'
import { startLanguage } from '@/i18n/i18n'
import type { Book as LiveBook, Trade } from '@/live/shapes'
import { useIntent } from '../intent'
import { Book } from './Book'
import { createMarket, MarketProvider } from './feeds'
import { MarketHeader } from './MarketHeader'
import { Tape } from './Tape'

beforeEach(async () => {
  await startLanguage('en')
  queries.clear()
  // Everything that is shown follows with the next frame: here at once.
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => {
    frame(0)
    return 0
  })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private readonly told: () => void) {}
      observe(element: HTMLElement) {
        Object.defineProperty(element, 'clientHeight', { value: 200 })
        this.told()
      }
      disconnect() {}
    },
  )
})

const book = (part: Partial<LiveBook> = {}): LiveBook => ({
  venue: 'binance',
  symbol: 'BTCUSDT',
  bids: [
    { price: '112400.10', quantity: '1.5' },
    { price: '112399.90', quantity: '2' },
  ],
  asks: [{ price: '112400.30', quantity: '0.25' }],
  at: '2025-10-10T21:00:00Z',
  heardAt: '2025-10-10T21:00:00Z',
  stale: false,
  ...part,
})

const trade = (id: string, price: string, part: Partial<Trade> = {}): Trade => ({
  id,
  price,
  quantity: '0.5',
  buyerMaker: false,
  at: '2025-10-10T21:00:00Z',
  ...part,
})

function shown(what: React.ReactNode) {
  const market = createMarket('binance', 'BTCUSDT')
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <MarketProvider value={market}>{what}</MarketProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  )
  return market
}

test('a level of the book takes its price to the ticket', async () => {
  const market = shown(<Book account={null} tick="0.10" lotPlaces={3} />)
  expect(screen.getByText('Waiting for the book')).toBeTruthy()
  act(() => market.book.push({ kind: 'book', book: book() }))
  const bids = within(screen.getByRole('list', { name: /to buy/ })).getAllByRole('button')
  expect(bids.map((row) => row.textContent)).toEqual(['112,400.11.5001.500', '112,399.92.0003.500'])
  expect(screen.getByText(/Spread 0.2/)).toBeTruthy()
  await userEvent.click(screen.getByTitle('Take 112,400.3 to the order ticket'))
  expect(useIntent.getState().price).toBe('112400.3')
})

test('a coarser step puts levels together', async () => {
  const market = shown(<Book account={null} tick="0.10" lotPlaces={3} />)
  act(() => market.book.push({ kind: 'book', book: book() }))
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Step of the prices' }), '10')
  const bids = within(screen.getByRole('list', { name: /to buy/ })).getAllByRole('button')
  expect(bids.map((row) => row.textContent)).toEqual(['112,4001.5001.500', '112,3992.0003.500'])
})

test('an old book says so, and a lost one shows no prices', () => {
  const market = shown(<Book account={null} tick="0.10" lotPlaces={3} />)
  act(() => market.book.push({ kind: 'book', book: book({ stale: true }) }))
  expect(screen.getByText('Old')).toBeTruthy()
  act(() => {
    market.book.push({
      kind: 'book',
      book: book({ bids: [], asks: [], stale: true, heardAt: '2025-10-10T21:00:09Z' }),
    })
  })
  return vi.waitFor(() => {
    expect(screen.getByText('The book was lost. It is being read anew.')).toBeTruthy()
    expect(screen.queryAllByRole('button', { name: /^Take/ })).toEqual([])
  })
})

test('the tape says in words who took, the newest first', () => {
  const market = shown(<Tape places={1} lotPlaces={3} />)
  act(() => {
    market.tape.push({
      kind: 'snapshot',
      trades: [
        trade('1', '112400.10'),
        trade('2', '112399.90', { buyerMaker: true, at: '2025-10-10T21:00:01Z' }),
      ],
    })
  })
  const lines = screen.getAllByRole('listitem').map((line) => line.textContent)
  expect(lines[0]).toContain('Sold at112,399.9')
  expect(lines[1]).toContain('Bought at112,400.1')
})

test('the header shows the day as it is with the newest price', async () => {
  const market = shown(<MarketHeader instrument={null} places={1} end={null} />)
  act(() => {
    market.tape.push({ kind: 'snapshot', trades: [trade('1', '112400.10'), trade('0', '1')] })
    market.mark.push({
      venue: 'binance',
      symbol: 'BTCUSDT',
      mark: '112405.12',
      index: '112390',
      fundingRate: '0.0001',
      nextFunding: '2025-10-11T00:00:00Z',
      at: '2025-10-10T22:00:00Z',
    })
  })
  expect(screen.getByText('112,405.1')).toBeTruthy()
  expect(screen.getByText('+0.0100%')).toBeTruthy()
  expect(await screen.findByText(/^(2:00:00|1:59:5\d)$/)).toBeTruthy()
  expect(await screen.findByText(/K$/)).toBeTruthy()
})
