import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { Problem, words } from '@/api/errors'
import { newId } from '@/util/ids'
import { useIntent } from '../intent'
import { draftOf, previewOf, probeOf, type Command, type PlaceOrder } from './commands'
import { EMPTY_TICKET, withWish, type TicketState } from './ticketState'

export type Preview = Schema<'OrderPreview'>

export interface PreviewView {
  /** The server's answer to what stands in the ticket; null while nothing whole stands there. */
  preview: Preview | null
  /** What is known of the account in any case: leverage, what is available. */
  ground: Preview | null
  /** The numbers are those of a moment ago; new ones are on their way. */
  old: boolean
  /** The server could not be asked. */
  thrown: unknown
}

export interface TicketModel {
  state: TicketState
  set: <K extends keyof TicketState>(field: K, value: TicketState[K]) => void
  change: (change: (state: TicketState) => TicketState) => void
  view: PreviewView
  /** What is wrong beside a field, by the server's name of it. */
  error: (field: string) => string | undefined
  /** What the server would refuse for a reason that is no field's. */
  refusal: string | null
  /** A command with ids of its own, or null: then the faults are shown from now on. */
  compose: () => Command | null
  /** The server's "no" to a command that was sent. */
  refuse: (thrown: unknown) => void
  symbol: string
  instrument: Schema<'Instrument'>
}

const DEBOUNCE_MS = 250
const REFRESH_MS = 2_000

/** Where the server names no field, by the code. */
const FIELDS: Readonly<Record<string, string>> = {
  off_tick: 'price',
  off_lot: 'quantity',
  quantity_out_of_range: 'quantity',
  below_min_notional: 'quantity',
  order_quantity_limit: 'quantity',
  order_notional_limit: 'quantity',
}

/** The ticket's state and what the server says to it before anything is sent. */
export function useTicket(account: string, instrument: Schema<'Instrument'>): TicketModel {
  const { t } = useTranslation(['ticket', 'problems'])
  const [state, setState] = useState(EMPTY_TICKET)
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [reference, setReference] = useState<string | null>(null)
  const [previewIds] = useState(newIds)

  const scene = { account, symbol: instrument.symbol, lotSize: instrument.lotSize }
  // The time decides only when an algorithm ends: that is reckoned when it is sent.
  const sketch = { ...scene, referencePrice: reference, id: previewIds, now: 0 }
  const draft = draftOf(state, sketch)
  // Exits that are not typed in yet do not keep the order itself from being looked at.
  const alone = draft.command ?? draftOf({ ...state, linked: 'NONE' }, sketch).command
  const asked = alone === null ? probeOf(state, sketch, instrument.minQuantity) : previewOf(alone)
  const view = usePreview(asked, alone === null, setReference)

  const change = (next: (state: TicketState) => TicketState) => {
    setState(next)
    setRefused(null)
  }
  useWishes(setState)

  const denial = refused ?? problemOf(view.preview)
  const field = denial instanceof Problem ? fieldOf(denial, state) : null
  return {
    state,
    change,
    set: (name, value) => change((before) => ({ ...before, [name]: value })),
    view,
    error: (name) => {
      const fault = draft.faults?.[name]
      if (fault !== undefined && (tried || (fault !== 'needed' && fault !== 'exits')))
        return t(`fault.${fault}`)
      return field === name ? words(denial, t) : undefined
    },
    refusal: denial !== null && field === null ? words(denial, t) : null,
    compose: () => {
      setTried(draft.command === null)
      return draftOf(state, {
        ...scene,
        referencePrice: reference,
        id: newIds(),
        now: Date.now(),
      }).command
    },
    refuse: setRefused,
    symbol: instrument.symbol,
    instrument,
  }
}

function usePreview(
  body: PlaceOrder | null,
  isProbe: boolean,
  onMark: (mark: string | null) => void,
): PreviewView {
  const wanted = JSON.stringify(body)
  const settled = useDebounced(wanted)
  const query = useQuery({
    queryKey: ['preview', settled],
    queryFn: async () => {
      const order = JSON.parse(settled) as PlaceOrder
      const preview = await ask(api.POST('/api/v1/trading/orders/preview', { body: order }))
      onMark(preview.markPrice ?? null)
      return preview
    },
    enabled: body !== null,
    staleTime: 0,
    gcTime: 10_000,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const ground = query.data ?? null
  return {
    ground,
    preview: isProbe ? null : ground,
    old: wanted !== settled || query.isPlaceholderData,
    thrown: query.error,
  }
}

function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** What the book and the chart ask for is taken when they ask, not what they asked before. */
function useWishes(setState: (next: (state: TicketState) => TicketState) => void): void {
  useEffect(
    () =>
      useIntent.subscribe(({ turn, price, side, quantity }, before) => {
        if (turn === before.turn) return
        setState((state) =>
          withWish(state, {
            ...(price === undefined ? {} : { price }),
            ...(side === undefined ? {} : { side }),
            ...(quantity === undefined ? {} : { quantity }),
          }),
        )
      }),
    [setState],
  )
}

/** Ids for the orders of one intent, made when they are first asked for. */
function newIds(): (n: number) => string {
  const ids = new Map<number, string>()
  return (n) => {
    const id = ids.get(n) ?? newId()
    ids.set(n, id)
    return id
  }
}

function problemOf(preview: Preview | null): Problem | null {
  const refusal = preview?.refusal
  if (!refusal) return null
  const details: Record<string, string> = refusal.field == null ? {} : { field: refusal.field }
  return new Problem(422, refusal.code, refusal.message, '', details)
}

function fieldOf(problem: Problem, state: TicketState): string | null {
  const field = problem.field ?? FIELDS[problem.code] ?? null
  return state.mode === 'ALGO' && field === 'price' ? 'limitPrice' : field
}

/** A position that ends so near liquidation is asked about in any case. */
export function useIsNear(view: PreviewView): boolean {
  return useMemo(() => {
    const { before, after } = view.preview ?? {}
    if (after?.distance == null || Number(after.distance) >= NEAR) return false
    return before?.distance == null || Number(after.distance) < Number(before.distance)
  }, [view.preview])
}

const NEAR = 0.05
