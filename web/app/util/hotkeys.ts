import { useEffect, useRef } from 'react'

const TYPING = 'input, textarea, select, [contenteditable="true"]'
const SECOND_KEY_WITHIN_MS = 1_000

/**
 * Keys that do something while the component is shown: {@code {'g t': …, '/': …, b: …}}. Nothing
 * happens while somebody types or a dialog is open, but for Escape, and never with a modifier.
 */
export function useHotkeys(keys: Record<string, () => void>, enabled = true): void {
  const present = useRef(keys)
  useEffect(() => {
    present.current = keys
  })
  useEffect(() => {
    if (!enabled) return undefined
    let first = ''
    let firstAt = 0
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const at = event.target instanceof Element ? event.target : null
      if (event.key !== 'Escape' && (at?.closest(TYPING) || document.querySelector('dialog[open]')))
        return
      const isSecond = first !== '' && event.timeStamp - firstAt < SECOND_KEY_WITHIN_MS
      const known = present.current
      const action = (isSecond ? known[`${first} ${event.key}`] : undefined) ?? known[event.key]
      first = event.key
      firstAt = event.timeStamp
      if (action) {
        first = ''
        event.preventDefault()
        action()
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [enabled])
}
