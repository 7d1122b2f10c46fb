import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { inboxQuery } from '@/api/queries'
import { say } from '@/ui/Toast'
import { liveStore } from './frames'
import { useTopic } from './live'
import { inboxReducer, NO_MESSAGES, type InboxEvent, type InboxState } from './notifications'
import type { Message } from './shapes'

/** The person's messages: read once, then as they come. */
export const useInboxStore = liveStore<InboxState, InboxEvent>(NO_MESSAGES, inboxReducer)

/** Keeps the inbox up to date while the desk is shown; stands once, in the layout. */
export function useInbox(user: string | null): void {
  const client = useQueryClient()
  // What was one person's is not shown to the next.
  useEffect(() => () => useInboxStore.push({ kind: 'leave' }), [user])
  useTopic(user === null ? null : `notification.${user}`, {
    message: (data) => {
      const message = data as Message
      useInboxStore.push({ kind: 'message', message })
      say({ tone: 'info', title: message.title, text: message.text })
    },
    resync: () => {
      void client
        .fetchQuery({ ...inboxQuery, staleTime: 0 })
        .then(({ messages, unread }) => useInboxStore.push({ kind: 'snapshot', messages, unread }))
        .catch(() => undefined)
    },
  })
}
