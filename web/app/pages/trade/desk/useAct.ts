import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { words } from '@/api/errors'

export interface Act {
  busy: boolean
  /** Why it was not done, in words. */
  error: string | null
  run: () => void
}

/** One thing that a button does: busy while it runs, and the words of the "no" if there is one. */
export function useAct(action: () => Promise<void>): Act {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const run = async () => {
    setBusy(true)
    setError(null)
    try {
      await action()
    } catch (thrown) {
      setError(words(thrown, t))
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run: () => void run() }
}
