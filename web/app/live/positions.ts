import type { AccountExposure, BalanceChange, Equity, LiveExposure, Position } from './shapes'

export interface PositionsState {
  /** Open positions by {@link positionKey}. */
  positions: ReadonlyMap<string, Position>
  /** What each account has, by the account. */
  balances: ReadonlyMap<string, readonly Equity[]>
  /** When the marks in it were taken; null before the first. */
  at: string | null
}

export type PositionsEvent =
  /** Everything at risk; the server computed every number in it. */
  | { kind: 'exposure'; exposure: LiveExposure }
  | { kind: 'positions'; account: string; positions: readonly Position[] }
  | { kind: 'position'; position: Position }
  | { kind: 'balance'; balance: BalanceChange }
  | { kind: 'leave' }

export const NO_POSITIONS: PositionsState = {
  positions: new Map(),
  balances: new Map(),
  at: null,
}

export function positionKey(account: string, symbol: string): string {
  return `${account} ${symbol}`
}

export function positionsReducer(state: PositionsState, event: PositionsEvent): PositionsState {
  switch (event.kind) {
    case 'leave':
      return NO_POSITIONS
    case 'exposure':
      return exposed(state, event.exposure)
    case 'positions':
      return { ...state, positions: replaced(state.positions, event) }
    case 'position':
      return { ...state, positions: changed(state.positions, event.position) }
    case 'balance':
      return { ...state, balances: balanced(state.balances, event.balance) }
  }
}

/** It replaces what was known, unless it is older than that. */
function exposed(state: PositionsState, exposure: LiveExposure): PositionsState {
  if (state.at !== null && Date.parse(exposure.at) < Date.parse(state.at)) return state
  const positions = exposure.accounts.flatMap(({ positions: each }) => each.filter(isOpen))
  return {
    positions: new Map(positions.map((each) => [positionKey(each.account, each.symbol), each])),
    balances: new Map(
      exposure.accounts.map((each: AccountExposure) => [each.account, each.balances]),
    ),
    at: exposure.at,
  }
}

function replaced(
  positions: PositionsState['positions'],
  event: { account: string; positions: readonly Position[] },
): PositionsState['positions'] {
  const next = new Map([...positions].filter(([, known]) => known.account !== event.account))
  for (const position of event.positions.filter(isOpen)) {
    next.set(positionKey(position.account, position.symbol), position)
  }
  return next
}

function changed(
  positions: PositionsState['positions'],
  position: Position,
): PositionsState['positions'] {
  const key = positionKey(position.account, position.symbol)
  const next = new Map(positions)
  if (isOpen(position)) next.set(key, position)
  else next.delete(key)
  return next
}

/** Wallet and what is available; profit and equity come with the next exposure. */
function balanced(
  balances: PositionsState['balances'],
  change: BalanceChange,
): PositionsState['balances'] {
  const known = balances.get(change.account)
  if (!known) return balances
  const next = known.map((each) =>
    each.asset === change.asset
      ? { ...each, wallet: change.wallet, available: change.available }
      : each,
  )
  return new Map(balances).set(change.account, next)
}

function isOpen(position: Position): boolean {
  return /[1-9]/.test(position.quantity)
}
