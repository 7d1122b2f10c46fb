import { create } from 'zustand'

export interface Wish {
  price?: string
  side?: 'BUY' | 'SELL'
  quantity?: string
}

export interface IntentState extends Wish {
  /** Counts the wishes: the same price clicked twice is two wishes. */
  turn: number
  /** What somebody pointed at (a level of the book, a line of the chart), for the ticket to take. */
  wish: (wish: Wish) => void
  clear: () => void
}

/** What the book and the chart ask of the order ticket. */
export const useIntent = create<IntentState>((set) => ({
  turn: 0,
  wish: (wish) =>
    set(({ turn, wish: ask, clear }) => ({ ...wish, turn: turn + 1, wish: ask, clear }), true),
  clear: () => set(({ turn, wish, clear }) => ({ turn, wish, clear }), true),
}))
