import { create, type StoreApi, type UseBoundStore } from 'zustand'

export type Reducer<S, E> = (state: S, event: E) => S

export type LiveStore<S, E> = UseBoundStore<StoreApi<S>> & {
  /** Takes an event now; what is shown follows with the next frame. */
  push: (event: E) => void
}

const HIDDEN_MS = 250

/**
 * A store behind a pure reducer. Events are taken at once, however many come; components are told at
 * most once per animation frame, so that a hundred messages a second cost no more than sixty.
 */
export function liveStore<S, E>(initial: S, reduce: Reducer<S, E>): LiveStore<S, E> {
  const store = create<S>(() => initial)
  let next = initial
  let waiting = false
  const publish = () => {
    waiting = false
    store.setState(next, true)
  }
  const push = (event: E) => {
    const after = reduce(next, event)
    if (Object.is(after, next)) return
    next = after
    if (waiting) return
    waiting = true
    if (document.hidden) setTimeout(publish, HIDDEN_MS)
    else requestAnimationFrame(publish)
  }
  return Object.assign(store, { push })
}
