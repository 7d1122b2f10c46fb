import { useCallback, useState, type RefCallback } from 'react'

/** How many rows of a height an element has room for, as it grows and shrinks. */
export function useFitting(rowPx: number): [RefCallback<HTMLElement>, number] {
  const [fitting, setFitting] = useState(0)
  const host = useCallback(
    (element: HTMLElement | null) => {
      if (element === null || typeof ResizeObserver === 'undefined') return undefined
      const observer = new ResizeObserver(() =>
        setFitting(Math.floor(element.clientHeight / rowPx)),
      )
      observer.observe(element)
      return () => observer.disconnect()
    },
    [rowPx],
  )
  return [host, fitting]
}
