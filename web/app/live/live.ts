import { useEffect, useRef, useSyncExternalStore } from 'react'
import { freshToken, useSession } from '@/api/session'
import { LiveSocket, type LiveState, type TopicListener } from './socket'

/** The one socket of this page. */
export const live = new LiveSocket({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/stream`,
  token: freshToken,
})

/** The socket follows the session: open while somebody is logged in. Called once, at the start. */
export function followSession(): void {
  const follow = ({ phase }: { phase: string }) => {
    if (phase === 'in') live.start()
    else live.stop()
  }
  useSession.subscribe(follow)
  follow(useSession.getState())
  window.addEventListener('online', () => live.hurry())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) live.hurry()
  })
}

/** How the stream is: beside a live number it says whether that number is still true. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(live.watch, live.state)
}

/** Listens to a topic while the component is shown; null listens to nothing. */
export function useTopic(topic: string | null, listener: TopicListener): void {
  const present = useRef(listener)
  useEffect(() => {
    present.current = listener
  })
  useEffect(() => {
    if (topic === null) return undefined
    return live.subscribe(topic, {
      message: (data) => present.current.message(data),
      resync: () => present.current.resync?.(),
    })
  }, [topic])
}
