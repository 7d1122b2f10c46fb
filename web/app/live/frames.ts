import { create, type StoreApi, type UseBoundStore } from 'zustand'

export type Reducer<S, E> = (state: S, event: E) => S

export type LiveStore<S, E> = UseBoundStore<StoreApi<S>> & {
  /** Takes an event now; what is shown follows with the next frame. */
  push: (event: E) => void
}

const HIDDEN_MS = 250

/**
 * A store behind a pure reducer. Events are taken at once, however many come; components are told at
 * most once per animation frame, so that a hundred messages a second cost no more than sixty. With
 * `everyMs` they are told less often: of what nobody can read faster.
 */
export function liveStore<S, E>(initial: S, reduce: Reducer<S, E>, everyMs = 0): LiveStore<S, E> {
  const store = create<S>(() => initial)
  let next = initial
  let waiting = false
  let toldAt = -Infinity
  const publish = () => {
    waiting = false
    toldAt = performance.now()
    store.setState(next, true)
  }
  const push = (event: E) => {
    const after = reduce(next, event)
    if (Object.is(after, next)) return
    next = after
    if (waiting) return
    waiting = true
    const rest = everyMs === 0 ? 0 : toldAt + everyMs - performance.now()
    if (document.hidden) setTimeout(publish, HIDDEN_MS)
    else if (rest > 0) setTimeout(() => requestAnimationFrame(publish), rest)
    else requestAnimationFrame(publish)
  }
  return Object.assign(store, { push })
}
