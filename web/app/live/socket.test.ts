import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveSocket, type LiveState } from './socket'

/** The other end of a socket, in the test's hands. */
class FakeSocket extends EventTarget {
  readyState: number = WebSocket.CONNECTING
  sent: Record<string, unknown>[] = []

  send(text: string) {
    this.sent.push(JSON.parse(text))
  }

  close() {
    this.readyState = WebSocket.CLOSED
  }

  opened() {
    this.readyState = WebSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }

  says(frame: object) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }

  broken() {
    this.readyState = WebSocket.CLOSED
    this.dispatchEvent(new CloseEvent('close'))
  }
}

let sockets: FakeSocket[]
let live: LiveSocket
let states: LiveState[]

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2025-10-10T21:00:00Z') })
  sockets = []
  states = []
  live = new LiveSocket({
    url: () => 'ws://desk.test/api/v1/stream',
    token: () => Promise.resolve('token'),
    random: () => 0.5,
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  })
  live.watch(() => states.push(live.state()))
})

afterEach(() => {
  live.stop()
  vi.useRealTimers()
})

const newest = () => sockets.at(-1) as FakeSocket

async function connected(): Promise<FakeSocket> {
  live.start()
  await vi.advanceTimersByTimeAsync(0)
  newest().opened()
  newest().says({ op: 'authenticated', expiresAt: '2025-10-10T21:05:00Z' })
  return newest()
}

function reader() {
  const heard: unknown[] = []
  let resyncs = 0
  return {
    heard,
    resyncs: () => resyncs,
    message: (data: unknown) => heard.push(data),
    resync: () => resyncs++,
  }
}

test('it sends the token first, then subscribes for whoever listens', async () => {
  const orders = reader()
  live.subscribe('trading.orders.u', orders)
  const socket = await connected()
  expect(socket.sent).toEqual([
    { op: 'auth', token: 'token' },
    { op: 'subscribe', topic: 'trading.orders.u' },
  ])
  socket.says({ op: 'subscribed', topic: 'trading.orders.u', seq: 7 })
  socket.says({ topic: 'trading.orders.u', seq: 8, data: 'a' })
  socket.says({ topic: 'trading.orders.u', seq: 9, data: 'b' })
  expect(orders.heard).toEqual(['a', 'b'])
  expect(orders.resyncs()).toBe(1)
  expect(states).toEqual(['connecting', 'live'])
})

test('a gap subscribes again, and the whole is asked for', async () => {
  const orders = reader()
  live.subscribe('trading.orders.u', orders)
  const socket = await connected()
  socket.says({ op: 'subscribed', topic: 'trading.orders.u', seq: 0 })
  socket.says({ topic: 'trading.orders.u', seq: 1, data: 1 })
  socket.says({ topic: 'trading.orders.u', seq: 3, data: 3 })
  expect(orders.heard).toEqual([1])
  expect(socket.sent.slice(-2)).toEqual([
    { op: 'unsubscribe', topic: 'trading.orders.u' },
    { op: 'subscribe', topic: 'trading.orders.u' },
  ])
  socket.says({ topic: 'trading.orders.u', seq: 4, data: 4 })
  socket.says({ op: 'subscribed', topic: 'trading.orders.u', seq: 4 })
  socket.says({ topic: 'trading.orders.u', seq: 5, data: 5 })
  expect(orders.heard).toEqual([1, 4, 5])
  expect(orders.resyncs()).toBe(2)
  expect(socket.sent).toHaveLength(4)
})

test('where the newest replaces the rest, a gap is none', async () => {
  const book = reader()
  live.subscribe('marketdata.book.okx.BTC', book)
  const socket = await connected()
  socket.says({ op: 'subscribed', topic: 'marketdata.book.okx.BTC', seq: 2 })
  socket.says({ topic: 'marketdata.book.okx.BTC', seq: 3, data: 'old' })
  socket.says({ topic: 'marketdata.book.okx.BTC', seq: 90, data: 'new' })
  expect(book.heard).toEqual(['old', 'new'])
  expect(book.resyncs()).toBe(1)
})

test('a topic is asked for once, and left when the last has gone', async () => {
  const first = reader()
  const second = reader()
  const leaveFirst = live.subscribe('t', first)
  const socket = await connected()
  socket.says({ op: 'subscribed', topic: 't', seq: 0 })
  const leaveSecond = live.subscribe('t', second)
  expect(second.resyncs()).toBe(1)
  leaveFirst()
  socket.says({ topic: 't', seq: 1, data: 'x' })
  expect(first.heard).toEqual([])
  expect(second.heard).toEqual(['x'])
  leaveSecond()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(socket.sent.slice(1)).toEqual([
    { op: 'subscribe', topic: 't' },
    { op: 'unsubscribe', topic: 't' },
  ])
})

test('silence is noticed, said, and ended by a new connection', async () => {
  const orders = reader()
  live.subscribe('t', orders)
  const first = await connected()
  first.says({ op: 'subscribed', topic: 't', seq: 0 })
  await vi.advanceTimersByTimeAsync(19_000)
  first.says({ op: 'heartbeat', at: '' })
  await vi.advanceTimersByTimeAsync(19_000)
  expect(live.state()).toBe('live')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(live.state()).toBe('stale')
  first.says({ topic: 't', seq: 1, data: 'too late' })
  expect(orders.heard).toEqual([])

  await vi.advanceTimersByTimeAsync(300)
  expect(live.state()).toBe('stale')
  newest().opened()
  newest().says({ op: 'authenticated', expiresAt: '2025-10-10T21:06:00Z' })
  newest().says({ op: 'subscribed', topic: 't', seq: 12 })
  expect(live.state()).toBe('live')
  expect(orders.resyncs()).toBe(2)
  expect(states).toEqual(['connecting', 'live', 'stale', 'live'])
})

test('a broken connection is tried again, later and later, and at once when hurried', async () => {
  const first = await connected()
  first.broken()
  expect(live.state()).toBe('offline')
  await vi.advanceTimersByTimeAsync(250)
  expect(sockets).toHaveLength(2)
  newest().broken()
  await vi.advanceTimersByTimeAsync(499)
  expect(sockets).toHaveLength(2)
  live.hurry()
  await vi.advanceTimersByTimeAsync(0)
  expect(sockets).toHaveLength(3)
})

test('the socket outlives its token', async () => {
  const socket = await connected()
  for (let beat = 0; beat < 16; beat++) {
    await vi.advanceTimersByTimeAsync(15_000)
    socket.says({ op: 'heartbeat' })
  }
  expect(socket.sent).toEqual([
    { op: 'auth', token: 'token' },
    { op: 'auth', token: 'token' },
  ])
})

test('nonsense is passed over', async () => {
  const orders = reader()
  live.subscribe('t', orders)
  const socket = await connected()
  socket.dispatchEvent(new MessageEvent('message', { data: '{' }))
  socket.says({ topic: 't', seq: 'one', data: 1 })
  socket.says({ topic: 'never asked for', seq: 1, data: 1 })
  expect(orders.heard).toEqual([])
  expect(live.state()).toBe('live')
})
