import Big from 'big.js'
import type { Schema } from '@/api/client'
import { decimal } from '@/util/decimal'
import type { Leg, TicketState } from './ticketState'

export type PlaceOrder = Schema<'PlaceOrder'>
export type Command =
  | { kind: 'order'; body: PlaceOrder }
  | { kind: 'list'; body: Schema<'PlaceList'> }
  | { kind: 'algo'; body: Schema<'StartAlgo'> }

/** Why a field is not good yet; the server says everything else. */
export type Fault = 'needed' | 'number' | 'positive' | 'unpriced' | 'exits' | 'legs'
/** By the server's own name of the field. */
export type Faults = Readonly<Record<string, Fault>>

export interface Scene {
  account: string
  symbol: string
  lotSize: string
  /** What an amount of the quote asset is divided by, where the ticket has no price. */
  referencePrice: string | null
  /** The id of the n-th order: the same for the same intent, however often it is sent. */
  id: (n: number) => string
  now: number
}

export type Draft = { command: Command; faults: null } | { command: null; faults: Faults }

/** What the ticket orders, or what is missing for that. */
export function draftOf(state: TicketState, scene: Scene): Draft {
  const form = new Form()
  const command = commandOf(state, scene, form)
  return form.isGood ? { command, faults: null } : { command: null, faults: form.faults }
}

/** The order that the server is asked about before anything is sent. */
export function previewOf(command: Command): PlaceOrder | null {
  if (command.kind === 'order') return command.body
  if (command.kind === 'list') return command.body.orders[0] ?? null
  const { algo, account, symbol, side, quantity, limitPrice, reduceOnly } = command.body
  const taken = { order: algo, account, symbol, side, quantity, reduceOnly: reduceOnly ?? false }
  return limitPrice == null
    ? { ...taken, type: 'MARKET' }
    : { ...taken, type: 'LIMIT', price: limitPrice }
}

/** An order of the smallest size: it tells leverage and what one unit ties up. */
export function probeOf(state: TicketState, scene: Scene, minQuantity: string): PlaceOrder {
  return {
    order: scene.id(0),
    account: scene.account,
    symbol: scene.symbol,
    side: state.side,
    type: 'MARKET',
    quantity: minQuantity,
    reduceOnly: state.reduceOnly,
  }
}

/**
 * A share of what is available, as a quantity: what the server reckons for one unit is scaled. A
 * reduce-only order takes the share of the position. Null where it is not known.
 */
export function quantityForShare(
  share: number,
  of: {
    preview: Schema<'OrderPreview'> | null
    held: string | null
    reduceOnly: boolean
    lotSize: string
  },
): string | null {
  const { preview, held, reduceOnly, lotSize } = of
  if (reduceOnly) return held === null ? null : inLots(new Big(held).abs().times(share), lotSize)
  const tied = decimal(preview?.initialMargin)?.plus(decimal(preview?.fee) ?? 0)
  const available = decimal(preview?.availableBefore)
  const unit = decimal(preview?.quantity)
  if (!tied || !available || !unit || tied.lte(0) || available.lte(0)) return null
  return inLots(available.times(share).times(unit).div(tied), lotSize)
}

export function inLots(quantity: Big, lotSize: string): string {
  return quantity.div(lotSize).round(0, Big.roundDown).times(lotSize).toFixed()
}

/** Reads what was typed and remembers what was wrong with it. */
class Form {
  readonly faults: Record<string, Fault> = {}

  get isGood(): boolean {
    return Object.keys(this.faults).length === 0
  }

  fault(field: string, fault: Fault): void {
    this.faults[field] ??= fault
  }

  /** A number that has to be there and be positive. */
  needed(field: string, text: string): string {
    if (text.trim() === '') this.fault(field, 'needed')
    return this.optional(field, text) ?? '0'
  }

  /** A positive number, or nothing. */
  optional(field: string, text: string): string | null {
    const number = this.number(field, text)
    if (number !== null && number.lte(0)) this.fault(field, 'positive')
    return number?.toFixed() ?? null
  }

  signed(field: string, text: string): string | null {
    return this.number(field, text)?.toFixed() ?? null
  }

  share(field: string, percent: string): string {
    return new Big(this.needed(field, percent)).div(100).toFixed()
  }

  whole(field: string, text: string): number | null {
    const number = this.number(field, text)
    if (number !== null && !number.eq(number.round(0))) this.fault(field, 'number')
    return number === null ? null : Number(number)
  }

  private number(field: string, text: string): Big | null {
    const plain = text.trim().replaceAll(',', '')
    if (plain === '') return null
    const number = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? decimal(plain) : null
    if (number === null) this.fault(field, 'number')
    return number
  }
}

function commandOf(state: TicketState, scene: Scene, form: Form): Command {
  if (state.mode === 'ALGO') return { kind: 'algo', body: algoOf(state, scene, form) }
  const first = orderOf(state, scene, form)
  if (state.linked === 'NONE') return { kind: 'order', body: first }
  const others =
    state.linked === 'BRACKET'
      ? exitsOf(state, scene, first, form)
      : state.legs.map((leg, at) => legOf(leg, `legs.${leg.key}.`, at + 1, state, scene, form))
  if (others.length === 0)
    form.fault(
      state.linked === 'BRACKET' ? 'takeProfit' : 'orders',
      state.linked === 'BRACKET' ? 'exits' : 'legs',
    )
  return { kind: 'list', body: { kind: state.linked, orders: [first, ...others] } }
}

function orderOf(state: TicketState, scene: Scene, form: Form): PlaceOrder {
  const type =
    state.mode === 'CONDITIONAL' ? state.follow : state.mode === 'LIMIT' ? 'LIMIT' : 'MARKET'
  const price = type === 'LIMIT' ? form.needed('price', state.price) : null
  const trigger = state.mode === 'CONDITIONAL' ? triggerOf(state, form) : null
  const order: PlaceOrder = {
    ...common(state, scene, 0),
    side: state.side,
    type,
    quantity: quantityOf(state, scene, form, price ?? trigger?.price ?? null),
    price,
    reduceOnly: state.reduceOnly,
    trigger,
  }
  if (type === 'LIMIT') {
    order.timeInForce = state.timeInForce
    if (state.timeInForce === 'GTD') order.goodTill = instantOf(state.goodTill, form)
  }
  return order
}

function common(state: TicketState, scene: Scene, n: number) {
  return {
    order: scene.id(n),
    account: scene.account,
    symbol: scene.symbol,
    ...(state.strategy.trim() === '' ? {} : { strategy: state.strategy.trim() }),
    ...(state.acknowledge === 'VENUE' ? {} : { acknowledge: state.acknowledge }),
  }
}

function quantityOf(state: TicketState, scene: Scene, form: Form, price: string | null): string {
  const typed = form.needed('quantity', state.quantity)
  if (state.unit === 'BASE' || form.faults['quantity'] !== undefined) return typed
  const by = decimal(price ?? scene.referencePrice)
  if (by === null || by.lte(0)) {
    form.fault('quantity', 'unpriced')
    return '0'
  }
  return inLots(new Big(typed).div(by), scene.lotSize)
}

function triggerOf(state: TicketState, form: Form): Schema<'Trigger'> {
  const trails = state.triggerKind === 'TRAILING'
  return {
    kind: state.triggerKind,
    source: state.triggerSource,
    price: trails
      ? form.optional('trigger.price', state.triggerPrice)
      : form.needed('trigger.price', state.triggerPrice),
    ...(trails ? { callback: form.share('trigger.callback', state.callback) } : {}),
    ...(state.keeper === 'AUTO' ? {} : { keeper: state.keeper }),
  }
}

function instantOf(local: string, form: Form): string | null {
  const at = Date.parse(local)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  form.fault('goodTill', 'needed')
  return null
}

/** The exits of a bracket: reduce-only, on the other side, at the market. */
function exitsOf(state: TicketState, scene: Scene, entry: PlaceOrder, form: Form): PlaceOrder[] {
  const exit = (n: number, kind: 'IF_TOUCHED' | 'STOP', price: string): PlaceOrder => ({
    ...common(state, scene, n),
    side: entry.side === 'BUY' ? 'SELL' : 'BUY',
    type: 'MARKET',
    quantity: entry.quantity,
    reduceOnly: true,
    trigger: { kind, source: state.exitSource, price },
  })
  const takeProfit = form.optional('takeProfit', state.takeProfit)
  const stopLoss = form.optional('stopLoss', state.stopLoss)
  return [
    ...(takeProfit === null ? [] : [exit(1, 'IF_TOUCHED', takeProfit)]),
    ...(stopLoss === null ? [] : [exit(2, 'STOP', stopLoss)]),
  ]
}

function legOf(
  leg: Leg,
  prefix: string,
  n: number,
  state: TicketState,
  scene: Scene,
  form: Form,
): PlaceOrder {
  const limited = leg.form === 'LIMIT' || leg.form === 'STOP_LIMIT' || leg.form === 'TOUCH_LIMIT'
  const kind = LEG_TRIGGERS[leg.form]
  const order: PlaceOrder = {
    ...common(state, scene, n),
    side: leg.side,
    type: limited ? 'LIMIT' : 'MARKET',
    quantity: form.needed(`${prefix}quantity`, leg.quantity),
    price: limited ? form.needed(`${prefix}price`, leg.price) : null,
    reduceOnly: leg.reduceOnly,
  }
  if (kind === undefined) return order
  const trigger: Schema<'Trigger'> = { kind, source: state.triggerSource }
  if (kind === 'TRAILING') trigger.callback = form.share(`${prefix}callback`, leg.callback)
  else trigger.price = form.needed(`${prefix}triggerPrice`, leg.triggerPrice)
  return { ...order, trigger }
}

const LEG_TRIGGERS: Partial<Record<Leg['form'], Schema<'TriggerKind'>>> = {
  STOP: 'STOP',
  STOP_LIMIT: 'STOP',
  TOUCH: 'IF_TOUCHED',
  TOUCH_LIMIT: 'IF_TOUCHED',
  TRAILING: 'TRAILING',
}

function algoOf(state: TicketState, scene: Scene, form: Form): Schema<'StartAlgo'> {
  const { algorithm } = state
  const needsLimit = algorithm === 'ICEBERG' || algorithm === 'SNIPER'
  const timed = algorithm === 'TWAP' || algorithm === 'VWAP'
  const limitPrice = needsLimit
    ? form.needed('limitPrice', state.price)
    : form.optional('limitPrice', state.price)
  const minutes = timed
    ? form.needed('until', state.minutes)
    : form.optional('until', state.minutes)
  const slippageMax = form.optional('slippageMax', state.slippageMax)
  return {
    algo: scene.id(0),
    account: scene.account,
    symbol: scene.symbol,
    side: state.side,
    quantity: quantityOf(state, scene, form, limitPrice),
    tactic: tacticOf(state, form),
    limitPrice,
    slippageMax,
    ...(slippageMax === null ? {} : { onSlippage: state.onSlippage }),
    ...(minutes === null
      ? {}
      : {
          until: new Date(scene.now + Number(minutes) * 60_000).toISOString(),
          atEnd: state.atEnd,
        }),
    reduceOnly: state.reduceOnly,
    ...(state.strategy.trim() === '' ? {} : { strategy: state.strategy.trim() }),
  }
}

function tacticOf(state: TicketState, form: Form): Schema<'Tactic'> {
  const { algorithm } = state
  switch (algorithm) {
    case 'TWAP':
    case 'VWAP':
      if (state.slices.trim() === '') form.fault('slices', 'needed')
      return {
        algorithm,
        slices: form.whole('slices', state.slices),
        sizeJitterPercent: form.whole('sizeJitterPercent', state.sizeJitter),
        timeJitterPercent: form.whole('timeJitterPercent', state.timeJitter),
      }
    case 'POV':
      return {
        algorithm,
        participation: form.share('participation', state.participation),
        partMax: form.optional('partMax', state.partMax),
      }
    case 'ICEBERG':
      return {
        algorithm,
        display: form.needed('display', state.display),
        postOnly: state.postOnly,
      }
    case 'SNIPER':
      return { algorithm, sizeMin: form.optional('sizeMin', state.sizeMin) }
    case 'PEGGED':
      return {
        algorithm,
        reference: state.reference,
        offset: form.signed('offset', state.offset),
        tolerance: form.signed('tolerance', state.tolerance),
        display: form.optional('display', state.display),
        postOnly: state.postOnly,
      }
  }
}
