import type { Schema } from '@/api/client'

export type Side = Schema<'Side'>
export type Mode = 'LIMIT' | 'MARKET' | 'CONDITIONAL' | 'ALGO'
export type Linked = 'NONE' | Schema<'ListKind'>
export type LegForm =
  'MARKET' | 'LIMIT' | 'STOP' | 'STOP_LIMIT' | 'TOUCH' | 'TOUCH_LIMIT' | 'TRAILING'

/** Another order of a list, as it is typed in. */
export interface Leg {
  key: number
  side: Side
  form: LegForm
  quantity: string
  price: string
  triggerPrice: string
  callback: string
  reduceOnly: boolean
}

/** What stands in the ticket: texts as they are typed, whether they make sense or not. */
export interface TicketState {
  side: Side
  mode: Mode
  quantity: string
  /** In base units, or as an amount of the quote asset. */
  unit: 'BASE' | 'QUOTE'
  price: string
  timeInForce: Schema<'TimeInForce'>
  /** As the browser's field for date and time has it, in the reader's zone. */
  goodTill: string
  reduceOnly: boolean

  triggerKind: Schema<'TriggerKind'>
  triggerSource: Schema<'TriggerSource'>
  triggerPrice: string
  /** In percent. */
  callback: string
  /** At the market or with a limit once it is triggered. */
  follow: Schema<'OrderType'>
  keeper: 'AUTO' | Schema<'Keeper'>

  linked: Linked
  takeProfit: string
  stopLoss: string
  exitSource: Schema<'TriggerSource'>
  legs: readonly Leg[]

  algorithm: Schema<'Algorithm'>
  minutes: string
  slices: string
  sizeJitter: string
  timeJitter: string
  /** In percent. */
  participation: string
  partMax: string
  display: string
  sizeMin: string
  reference: Schema<'PegReference'>
  offset: string
  tolerance: string
  postOnly: boolean
  slippageMax: string
  onSlippage: Schema<'OnSlippage'>
  atEnd: Schema<'AtEnd'>

  strategy: string
  acknowledge: Schema<'Acknowledge'>
}

export const EMPTY_TICKET: TicketState = {
  side: 'BUY',
  mode: 'LIMIT',
  quantity: '',
  unit: 'BASE',
  price: '',
  timeInForce: 'GTC',
  goodTill: '',
  reduceOnly: false,
  triggerKind: 'STOP',
  triggerSource: 'MARK',
  triggerPrice: '',
  callback: '1',
  follow: 'MARKET',
  keeper: 'AUTO',
  linked: 'NONE',
  takeProfit: '',
  stopLoss: '',
  exitSource: 'MARK',
  legs: [],
  algorithm: 'TWAP',
  minutes: '30',
  slices: '12',
  sizeJitter: '',
  timeJitter: '',
  participation: '10',
  partMax: '',
  display: '',
  sizeMin: '',
  reference: 'BID',
  offset: '',
  tolerance: '',
  postOnly: false,
  slippageMax: '',
  onSlippage: 'PAUSE',
  atEnd: 'SWEEP',
  strategy: '',
  acknowledge: 'VENUE',
}

export function newLeg(state: TicketState): Leg {
  return {
    key: Math.max(0, ...state.legs.map((leg) => leg.key)) + 1,
    side: state.side,
    form: 'STOP',
    quantity: '',
    price: '',
    triggerPrice: '',
    callback: '1',
    reduceOnly: false,
  }
}

/** Whether the ticket's own order has a price of its own. */
export function hasPrice(state: TicketState): boolean {
  if (state.mode === 'CONDITIONAL') return state.follow === 'LIMIT'
  return state.mode === 'LIMIT' || state.mode === 'ALGO'
}

/** What somebody pointed at goes where a price is wanted. */
export function withWish(
  state: TicketState,
  wish: { price?: string; side?: Side; quantity?: string },
): TicketState {
  const next = { ...state }
  if (wish.side !== undefined) next.side = wish.side
  if (wish.quantity !== undefined) {
    next.quantity = wish.quantity
    next.unit = 'BASE'
  }
  if (wish.price !== undefined) {
    if (state.mode === 'MARKET') next.mode = 'LIMIT'
    if (state.mode === 'CONDITIONAL' && state.follow === 'MARKET') next.triggerPrice = wish.price
    else next.price = wish.price
  }
  return next
}

/** After sending: what was for this one order goes, how somebody likes to trade stays. */
export function afterSending(state: TicketState): TicketState {
  return { ...state, quantity: '', takeProfit: '', stopLoss: '', legs: [] }
}

/** A list whose others are typed in begins with one of them. */
export function withLinked(state: TicketState, linked: Linked): TicketState {
  const needsLegs = linked === 'OCO' || linked === 'OUO' || linked === 'OTO'
  const legs = needsLegs && state.legs.length === 0 ? [newLeg(state)] : state.legs
  return { ...state, linked, legs }
}
