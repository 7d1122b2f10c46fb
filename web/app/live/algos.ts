import type { Schema } from '@/api/client'

type Algo = Schema<'Algo'>

export interface AlgosState {
  /** By the id of the parent order. */
  algos: ReadonlyMap<string, Algo>
}

export type AlgosEvent =
  | { kind: 'snapshot'; account: string; algos: readonly Algo[] }
  | { kind: 'algo'; algo: Algo }
  | { kind: 'leave' }

export const NO_ALGOS: AlgosState = { algos: new Map() }

const OVER = new Set<Algo['state']>(['FILLED', 'CANCELED', 'EXPIRED', 'REJECTED'])

export function isAlgoOver(algo: Algo): boolean {
  return OVER.has(algo.state)
}

export function algosReducer(state: AlgosState, event: AlgosEvent): AlgosState {
  switch (event.kind) {
    case 'leave':
      return NO_ALGOS
    case 'algo':
      return merged(state, [event.algo])
    case 'snapshot':
      return merged(state, event.algos)
  }
}

/** Newest first. */
export function algosOf(state: AlgosState, account: string): Algo[] {
  return [...state.algos.values()]
    .filter((algo) => algo.order.account === account)
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
}

/** Old news changes nothing, and nothing leaves a state that is final. */
function merged(state: AlgosState, algos: readonly Algo[]): AlgosState {
  const next = new Map(state.algos)
  let changed = false
  for (const algo of algos) {
    const known = next.get(algo.order.algo)
    const isOld =
      known !== undefined &&
      (Date.parse(known.updatedAt) > Date.parse(algo.updatedAt) ||
        (isAlgoOver(known) && !isAlgoOver(algo)))
    if (!isOld) {
      next.set(algo.order.algo, algo)
      changed = true
    }
  }
  return changed ? { algos: next } : state
}
