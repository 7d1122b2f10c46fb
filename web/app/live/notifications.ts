import type { Message } from './shapes'

export interface InboxState {
  /** Newest first. */
  messages: readonly Message[]
  unread: number
}

export type InboxEvent =
  | { kind: 'snapshot'; messages: readonly Message[]; unread: number }
  | { kind: 'message'; message: Message }
  | { kind: 'read'; id: string }
  | { kind: 'allRead' }
  | { kind: 'leave' }

export const NO_MESSAGES: InboxState = { messages: [], unread: 0 }
const MESSAGES_MAX = 200

export function inboxReducer(state: InboxState, event: InboxEvent): InboxState {
  switch (event.kind) {
    case 'leave':
      return NO_MESSAGES
    case 'snapshot':
      return { messages: event.messages, unread: event.unread }
    case 'message': {
      if (state.messages.some((known) => known.id === event.message.id)) return state
      return {
        messages: [event.message, ...state.messages].slice(0, MESSAGES_MAX),
        unread: state.unread + (event.message.read ? 0 : 1),
      }
    }
    case 'read': {
      const isUnread = state.messages.some((known) => known.id === event.id && !known.read)
      if (!isUnread) return state
      return {
        messages: state.messages.map((known) =>
          known.id === event.id ? { ...known, read: true } : known,
        ),
        unread: Math.max(0, state.unread - 1),
      }
    }
    case 'allRead':
      return { messages: state.messages.map((known) => ({ ...known, read: true })), unread: 0 }
  }
}
