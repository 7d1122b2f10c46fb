// The simulated exchange under test: started here, or the one that LG_EXCHANGE_PORT names.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LG = fileURLToPath(new URL('../lg', import.meta.url));
const START_MS_MAX = 600_000;

/** An exchange with its control interface; `now` is its time, which moves only by `advance`. */
export class Exchange {
    #keys = 0;

    constructor(port, child) {
        this.port = port;
        this.child = child;
        this.now = 0;
    }

    static async start() {
        const running = process.env.LG_EXCHANGE_PORT;
        if (running) {
            return new Exchange(Number(running), null).#seen();
        }
        const args = ['exchange', '--port', '0', '--seed', '1', '--scenario', 'flat'];
        const child = spawn(LG, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        const port = await ready(child);
        return new Exchange(port, child).#seen();
    }

    async #seen() {
        const state = await this.state();
        this.now = state.now;
        return this;
    }

    async stop() {
        if (this.child) {
            const gone = new Promise((resolve) => this.child.once('exit', resolve));
            this.child.kill('SIGTERM');
            await gone;
        }
    }

    async sim(path, body) {
        const answer = await fetch(`http://127.0.0.1:${this.port}/sim/${path}`, {
            method: body === undefined ? 'GET' : 'POST',
            headers: { 'content-type': 'application/json' },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await answer.text();
        if (answer.status !== 200) {
            throw new Error(`/sim/${path}: ${answer.status} ${text}`);
        }
        return JSON.parse(text);
    }

    /** A new account with USDT, so that tests do not meet each other. */
    async account(usdt = '100000') {
        const key = `key${process.pid}x${this.#keys++}`;
        const account = { key, secret: `secret-${key}`, passphrase: 'Pass-1' };
        const { uid } = await this.sim('accounts', {
            ...account,
            deposits: { USDT: usdt },
            permissions: ['READ', 'TRADE'],
        });
        return { ...account, uid };
    }

    async advance(millis) {
        const { now } = await this.sim('clock', { advanceMs: millis });
        this.now = now;
    }

    price(symbol, price) {
        return this.sim('price', { symbol, price: String(price) });
    }

    fault(kind, count = 1) {
        return this.sim('faults', { kind, count });
    }

    state() {
        return this.sim('state');
    }
}

function ready(child) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(
            () => reject(new Error('the exchange did not become ready')), START_MS_MAX);
        createInterface({ input: child.stdout }).on('line', (line) => {
            const [word, port] = line.split(' ');
            if (word === 'ready') {
                clearTimeout(timer);
                resolve(Number(port));
            }
        });
        child.once('exit', (code) => reject(new Error(`the exchange ended with ${code}`)));
    });
}
