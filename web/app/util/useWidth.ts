import { useCallback, useState } from 'react'

/** How wide an element is, measured again when it changes: for pictures that fill their place. */
export function useWidth(first: number): [(element: Element | null) => void, number] {
  const [width, setWidth] = useState(first)
  const measure = useCallback((element: Element | null) => {
    if (!element || globalThis.ResizeObserver === undefined) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [measure, width]
}
