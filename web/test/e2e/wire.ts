import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A way to the server that can be cut and mended: what a bad network does to a page. */
export class Wire {
  private readonly ends = new Set<Socket>()
  private isCut = false

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async to(address: string): Promise<Wire> {
    const server = createServer()
    const wire = new Wire(server, new URL(address))
    server.on('connection', (socket) => wire.join(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return wire
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Ends every connection, and takes no new one. */
  cut(): void {
    this.isCut = true
    for (const end of this.ends) end.destroy()
  }

  mend(): void {
    this.isCut = false
  }

  close(): void {
    this.cut()
    this.server.close()
  }

  private join(near: Socket): void {
    if (this.isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(this.target.port), this.target.hostname)
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        this.ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  }
}
