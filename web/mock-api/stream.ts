import { ws, type WebSocketHandler } from 'msw'
import { db, id } from './db'

/** The stream, as StreamSession.java speaks it; publishes what {@link publish} is given. */
const stream = ws.link('*/api/v1/stream')

interface Reader {
  topics: Set<string>
  send: (frame: object) => void
}

const readers = new Set<Reader>()
const numbers = new Map<string, number>()
const BEAT_MS = 15_000

export function publish(topic: string, data: unknown): void {
  const seq = (numbers.get(topic) ?? 0) + 1
  numbers.set(topic, seq)
  for (const reader of readers) {
    if (reader.topics.has(topic)) reader.send({ topic, seq, data })
  }
}

/** Whether anybody reads a topic: feeds of the development server ask before they work. */
export function isRead(topic: string): boolean {
  return [...readers].some((reader) => reader.topics.has(topic))
}

export const streamHandlers: WebSocketHandler[] = [
  stream.addEventListener('connection', ({ client }) => {
    const reader: Reader = {
      topics: new Set(),
      send: (frame) => client.send(JSON.stringify(frame)),
    }
    readers.add(reader)
    const beat = setInterval(
      () => reader.send({ op: 'heartbeat', at: new Date().toISOString() }),
      BEAT_MS,
    )
    client.addEventListener('close', () => {
      clearInterval(beat)
      readers.delete(reader)
    })
    client.addEventListener('message', (event) => {
      const frame = JSON.parse(String(event.data)) as { op: string; topic?: string }
      const topic = frame.topic ?? ''
      if (frame.op === 'auth') {
        reader.send({
          op: 'authenticated',
          user: db.present.people.get(db.present.session ?? '')?.person.user ?? id(1),
          expiresAt: new Date(Date.now() + 300_000).toISOString(),
        })
      } else if (frame.op === 'subscribe') {
        reader.topics.add(topic)
        reader.send({ op: 'subscribed', topic, seq: numbers.get(topic) ?? 0 })
      } else if (frame.op === 'unsubscribe') {
        reader.topics.delete(topic)
        reader.send({ op: 'unsubscribed', topic })
      }
    })
  }),
]
