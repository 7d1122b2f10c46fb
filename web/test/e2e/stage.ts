import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Credentials {
  login: string
  password: string
}

interface Playbill {
  desk: string
  exchange: string
  now: string
  operator: Credentials
  traders: Credentials[]
}

const LG = process.env['LG_COMMAND'] ?? fileURLToPath(new URL('../../../lg', import.meta.url))

/** The real server and the simulated exchange, in story time that goes on as it is told. */
export class Stage {
  private constructor(
    private readonly process: ChildProcess,
    private readonly answers: AsyncIterator<string>,
    private readonly data: string,
    readonly bill: Playbill,
  ) {}

  /** Plays the story up to the crash, which takes the server most of a minute. */
  static async open(): Promise<Stage> {
    const data = mkdtempSync(join(tmpdir(), 'lg-e2e-'))
    const child = spawn(LG, ['stage', '--data', data], { stdio: ['pipe', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', (part) => (said = `${said}${part}`.slice(-4_000)))
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const first = await answers.next()
    if (first.done) throw new Error(`the stage did not open:\n${said}`)
    const stage = new Stage(child, answers, data, JSON.parse(first.value))
    await stage.allowManyLogIns()
    return stage
  }

  /** Lets so much story pass as fast as everything can be taken in, such as PT5M. */
  advance(span: string): Promise<string> {
    return this.order(`advance ${span}`)
  }

  /** The same, up to a time of the day of the crash. */
  until(time: string): Promise<string> {
    return this.order(`until 2025-10-10T${time}Z`)
  }

  /** From now on so many times real time. */
  speed(times: number): Promise<string> {
    return this.order(`speed ${times}`)
  }

  /** An account at the exchange, with 60,000 USDT and a key. */
  async exchangeAccount(key: string, permissions = ['READ', 'TRADE']): Promise<void> {
    const deposits = { USDT: '60000' }
    await json(`${this.bill.exchange}/sim/accounts`, {
      method: 'POST',
      body: { key, secret: `${key} secret`, deposits, permissions },
    })
  }

  /** The public API as somebody's, for what is compared with the page or done elsewhere. */
  async as({ login, password }: Credentials): Promise<Caller> {
    const { accessToken } = await json<{ accessToken: string }>(
      `${this.bill.desk}/api/v1/auth/login`,
      { method: 'POST', body: { login, password } },
    )
    return (method, path, body) =>
      json(`${this.bill.desk}/api/v1${path}`, { method, body, token: accessToken })
  }

  trader(login: string): Credentials {
    const found = this.bill.traders.find((each) => each.login === login)
    if (!found) throw new Error(`there is no ${login}`)
    return found
  }

  /** The server ends with its input. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.stdin?.end()
    await ended
    rmSync(this.data, { recursive: true, force: true })
  }

  /** A test logs in more often than people at one address do. */
  private async allowManyLogIns(): Promise<void> {
    const name = 'gateway.rate_auth'
    const call = await this.as(this.bill.operator)
    const { settings } = await call<{ settings: { name: string; version: number }[] }>(
      'GET',
      '/settings',
    )
    const expectedVersion = settings.find((each) => each.name === name)?.version ?? 0
    await call('PUT', `/settings/${name}`, { value: '10000', expectedVersion, why: 'a test' })
  }

  private async order(command: string): Promise<string> {
    this.process.stdin?.write(`${command}\n`)
    const answer = await this.answers.next()
    if (answer.done) throw new Error(`the stage has ended; it was told ${command}`)
    const { now, error } = JSON.parse(answer.value) as { now?: string; error?: string }
    if (now === undefined) throw new Error(`${command}: ${error}`)
    return now
  }
}

export type Caller = <T>(method: string, path: string, body?: unknown) => Promise<T>

async function json<T>(
  url: string,
  { method, body, token }: { method: string; body?: unknown; token?: string },
): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`)
  return JSON.parse(text) as T
}
