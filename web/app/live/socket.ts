/** What the stream is like now; stands in the header and beside every live number. */
export type LiveState = 'connecting' | 'live' | 'stale' | 'offline'

export interface TopicListener {
  /** What was published, in order and without a gap. */
  message: (data: unknown) => void
  /**
   * The topic is read from now on, for the first time or again after something was missed: whoever
   * keeps a picture of it asks the server for the whole.
   */
  resync?: () => void
}

export interface SocketTools {
  url: () => string
  /** A token that holds for that long; null when nobody is logged in. */
  token: (holdsMs: number) => Promise<string | null>
  open?: (url: string) => WebSocket
  random?: () => number
}

interface Topic {
  listeners: Set<TopicListener>
  /** The number of the last message; null before the first. */
  seq: number | null
  asked: boolean
  /** Asked for, and not confirmed: what arrives now may be of an earlier subscription. */
  pending: boolean
  leaving: ReturnType<typeof setTimeout> | null
}

const SILENT_MS = 20_000
const RECONNECT_MS = [250, 500, 1_000, 2_000, 5_000, 10_000]
const RENEW_BEFORE_MS = 60_000
const TOKEN_HOLDS_MS = 90_000
const LEAVE_AFTER_MS = 250

/** In these a newer message replaces the ones before it: what is left out is not missed. */
const REPLACING = ['mark', 'quotes', 'book', 'bar'].map((name) => `marketdata.${name}.`)
REPLACING.push('trading.exposure.')

export function replaces(topic: string): boolean {
  return REPLACING.some((prefix) => topic.startsWith(prefix))
}

/**
 * The one socket of a page. It subscribes for whoever listens, checks that no message is missing,
 * notices when nothing comes any more, and comes back by itself.
 */
export class LiveSocket {
  private readonly topics = new Map<string, Topic>()
  private readonly watchers = new Set<() => void>()
  private socket: WebSocket | null = null
  private present: LiveState = 'offline'
  private wanted = false
  private failures = 0
  private heardAt = 0
  private silence: ReturnType<typeof setTimeout> | null = null
  private retry: ReturnType<typeof setTimeout> | null = null
  private renewal: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly tools: SocketTools) {}

  readonly state = (): LiveState => this.present

  /** When a frame last arrived, in milliseconds since 1970; 0 before the first. */
  readonly lastHeard = (): number => this.heardAt

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  /** Connects, and stays connected until {@link stop}. */
  start(): void {
    if (!this.wanted) {
      this.wanted = true
      this.failures = 0
      void this.connect()
    }
  }

  stop(): void {
    this.wanted = false
    this.drop()
    this.become('offline')
  }

  /** Tries now what would be tried later: the network is back, or the page is looked at again. */
  hurry(): void {
    if (this.wanted && this.socket === null && this.retry !== null) {
      clearTimeout(this.retry)
      this.retry = null
      void this.connect()
    }
  }

  /** Listens to a topic until the returned function is called. */
  subscribe(name: string, listener: TopicListener): () => void {
    let topic = this.topics.get(name)
    if (topic === undefined) {
      topic = { listeners: new Set(), seq: null, asked: false, pending: false, leaving: null }
      this.topics.set(name, topic)
    }
    if (topic.leaving !== null) clearTimeout(topic.leaving)
    topic.leaving = null
    topic.listeners.add(listener)
    if (this.present === 'live' && !topic.asked) this.askFor(name, topic)
    else if (topic.asked && !topic.pending) listener.resync?.()
    return () => this.leave(name, listener)
  }

  private leave(name: string, listener: TopicListener): void {
    const topic = this.topics.get(name)
    if (topic === undefined || !topic.listeners.delete(listener) || topic.listeners.size > 0) return
    // A page that is left for the next one often wants the same again.
    topic.leaving = setTimeout(() => {
      this.topics.delete(name)
      if (topic.asked) this.send({ op: 'unsubscribe', topic: name })
    }, LEAVE_AFTER_MS)
  }

  private async connect(): Promise<void> {
    this.become('connecting')
    let token: string | null
    try {
      token = await this.tools.token(TOKEN_HOLDS_MS)
    } catch {
      this.later()
      return
    }
    if (!this.wanted || this.socket !== null) return
    if (token === null) {
      this.become('offline')
      this.wanted = false
      return
    }
    const url = this.tools.url()
    const socket = this.tools.open ? this.tools.open(url) : new WebSocket(url)
    this.socket = socket
    socket.addEventListener('open', () => this.send({ op: 'auth', token }))
    socket.addEventListener('message', (event) => {
      if (this.socket === socket) this.take(event.data)
    })
    socket.addEventListener('close', () => {
      if (this.socket === socket) {
        this.drop()
        this.later()
      }
    })
    this.heard()
  }

  private later(): void {
    if (!this.wanted) return
    this.become('offline')
    const step = RECONNECT_MS[Math.min(this.failures, RECONNECT_MS.length - 1)] ?? 10_000
    this.failures++
    const spread = 0.5 + (this.tools.random ?? Math.random)()
    this.retry = setTimeout(() => {
      this.retry = null
      void this.connect()
    }, step * spread)
  }

  private drop(): void {
    const { socket } = this
    this.socket = null
    for (const timer of [this.silence, this.retry, this.renewal]) {
      if (timer !== null) clearTimeout(timer)
    }
    this.silence = this.retry = this.renewal = null
    for (const topic of this.topics.values()) {
      topic.asked = false
      topic.pending = false
    }
    socket?.close()
  }

  private take(raw: unknown): void {
    this.heard()
    const frame = parsed(raw)
    if (frame === null) return
    if (typeof frame.topic === 'string' && typeof frame.seq === 'number' && 'data' in frame) {
      this.deliver(frame.topic, frame.seq, frame.data)
    } else if (frame.op === 'authenticated') {
      this.authenticated(String(frame.expiresAt))
    } else if (frame.op === 'subscribed' && typeof frame.topic === 'string') {
      this.subscribed(frame.topic, Number(frame.seq))
    }
  }

  private authenticated(expiresAt: string): void {
    this.failures = 0
    const left = Date.parse(expiresAt) - Date.now()
    if (this.renewal !== null) clearTimeout(this.renewal)
    this.renewal = setTimeout(() => void this.renew(), Math.max(1_000, left - RENEW_BEFORE_MS))
    if (this.present !== 'live') {
      this.become('live')
      for (const [name, topic] of this.topics) this.askFor(name, topic)
    }
  }

  /** The socket outlives its token by being sent the next one. */
  private async renew(): Promise<void> {
    try {
      const token = await this.tools.token(TOKEN_HOLDS_MS)
      if (token !== null) this.send({ op: 'auth', token })
    } catch {
      // The server closes the socket when the token has expired, and the next one tries again.
    }
  }

  private askFor(name: string, topic: Topic): void {
    topic.asked = true
    topic.pending = true
    topic.seq = null
    this.send({ op: 'subscribe', topic: name })
  }

  private subscribed(name: string, seq: number): void {
    const topic = this.topics.get(name)
    if (topic === undefined) return
    // The first message may overtake the answer.
    topic.seq = Math.max(topic.seq ?? seq, seq)
    topic.pending = false
    for (const listener of topic.listeners) listener.resync?.()
  }

  private deliver(name: string, seq: number, data: unknown): void {
    const topic = this.topics.get(name)
    if (topic === undefined || !topic.asked) return
    const isNext = topic.pending || topic.seq === null || seq === topic.seq + 1
    if (!isNext && !replaces(name)) {
      this.send({ op: 'unsubscribe', topic: name })
      this.askFor(name, topic)
      return
    }
    topic.seq = seq
    for (const listener of topic.listeners) listener.message(data)
  }

  private heard(): void {
    this.heardAt = Date.now()
    if (this.silence !== null) clearTimeout(this.silence)
    this.silence = setTimeout(() => {
      this.become('stale')
      this.drop()
      this.retry = setTimeout(() => {
        this.retry = null
        void this.connect()
      }, RECONNECT_MS[0])
    }, SILENT_MS)
  }

  private send(frame: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }

  private become(next: LiveState): void {
    // While it is stale the numbers on the screen are old until the stream is live again.
    if (next === this.present || (this.present === 'stale' && next === 'connecting')) return
    this.present = next
    for (const watcher of this.watchers) watcher()
  }
}

interface Frame {
  op?: unknown
  topic?: unknown
  seq?: unknown
  data?: unknown
  expiresAt?: unknown
}

function parsed(raw: unknown): Frame | null {
  try {
    const frame: unknown = typeof raw === 'string' ? JSON.parse(raw) : null
    return typeof frame === 'object' ? frame : null
  } catch {
    return null
  }
}
