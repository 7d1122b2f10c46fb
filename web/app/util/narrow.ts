import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 720px)'

/** Whether the window is as narrow as a phone: tables become cards then. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => matches())
}

function matches(): boolean {
  return globalThis.matchMedia?.(NARROW).matches ?? false
}

function watch(changed: () => void): () => void {
  const media = globalThis.matchMedia?.(NARROW)
  media?.addEventListener('change', changed)
  return () => media?.removeEventListener('change', changed)
}
