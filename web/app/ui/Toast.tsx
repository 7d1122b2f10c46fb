import { useEffect } from 'react'
import { create } from 'zustand'
import { classes } from '@/util/classes'
import { Button } from './Button'
import { Alert, Check, Cross } from './icons'
import styles from './Toast.module.css'

export interface ToastWords {
  tone: 'good' | 'bad' | 'info'
  title: string
  text?: string | undefined
}

interface Shown extends ToastWords {
  id: number
}

interface Toasts {
  shown: Shown[]
  next: number
  say: (words: ToastWords) => void
  dismiss: (id: number) => void
}

const SHOWN_MAX = 4
const SHOWN_MS = { good: 4_000, info: 6_000, bad: 10_000 }

export const useToasts = create<Toasts>((set) => ({
  shown: [],
  next: 1,
  say: (words) =>
    set(({ shown, next }) => ({
      shown: [...shown, { ...words, id: next }].slice(-SHOWN_MAX),
      next: next + 1,
    })),
  dismiss: (id) => set(({ shown }) => ({ shown: shown.filter((toast) => toast.id !== id) })),
}))

/** Says something in a corner, from anywhere: {@code say({tone: 'good', title: …})}. */
export function say(words: ToastWords): void {
  useToasts.getState().say(words)
}

/** Where toasts appear; stands once, in the layout. */
export function ToastCorner({ closeLabel }: { closeLabel: string }) {
  const shown = useToasts((state) => state.shown)
  return (
    <div className={styles.corner} role="status" aria-live="polite">
      {shown.map((toast) => (
        <OneToast key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </div>
  )
}

function OneToast({ toast, closeLabel }: { toast: Shown; closeLabel: string }) {
  const dismiss = useToasts((state) => state.dismiss)
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_MS[toast.tone])
    return () => clearTimeout(timer)
  }, [toast, dismiss])
  return (
    <div className={classes(styles.toast, styles[toast.tone])}>
      <span className={styles.icon}>{toast.tone === 'good' ? <Check /> : <Alert />}</span>
      <div className={styles.words}>
        <p>{toast.title}</p>
        {toast.text !== undefined && <p className={styles.text}>{toast.text}</p>}
      </div>
      <Button
        kind="quiet"
        size="sm"
        icon={<Cross />}
        aria-label={closeLabel}
        onClick={() => dismiss(toast.id)}
      />
    </div>
  )
}
