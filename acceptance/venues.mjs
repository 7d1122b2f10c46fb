// ccxt's clients, pointed at the simulated exchange; whatever differs by venue stands here.
import ccxt from 'ccxt';

const SUBSCRIBED_MS_MAX = 10_000;
const HEARD_MS_MAX = 10_000;
const POLL_MS = 5;

/** What differs: the client's class and settings, its addresses, and how it hears "subscribed". */
const VENUES = {
    binance: {
        client: 'binanceusdm',
        options: { fetchCurrencies: false, fetchMargins: false },
        aim(urls, http, ws) {
            deep(urls.api, (url) => moved(url, http, ws));
        },
        // ccxt knows the meaning of Binance's codes only by the host that says them.
        understand(client, http) {
            const known = client.getExceptionsByUrl.bind(client);
            client.getExceptionsByUrl = (url, how) =>
                known(url.replace(http, 'https://fapi.binance.com'), how);
        },
        asks: (message) => message.method === 'SUBSCRIBE',
        acknowledges: (message) => message.result === null && message.id !== undefined,
    },
    okx: {
        client: 'okx',
        options: { fetchCurrencies: false, fetchMarkets: { types: ['swap'] }, defaultType: 'swap' },
        aim(urls, http, ws) {
            urls.api.rest = http;
            urls.api.ws = `${ws}/ws/v5`;
        },
        asks: (message) => message.op === 'subscribe' || message.op === 'login',
        acknowledges: (message) => ['subscribe', 'login', 'error'].includes(message.event),
    },
    bybit: {
        client: 'bybit',
        options: {
            fetchCurrencies: false,
            fetchMarkets: { types: ['linear'] },
            defaultType: 'swap',
            // ccxt warns that only the last 500 orders can be fetched.
            fetchOrder: { acknowledged: true },
        },
        aim(urls, http, ws) {
            deep(urls.api, (url) => (url.startsWith('ws') ? moved(url, http, ws) : http));
        },
        understand(client) {
            client.has.fetchCurrencies = false;
        },
        asks: (message) => message.op === 'subscribe' || message.op === 'auth',
        acknowledges: (message) =>
            ['subscribe', 'auth'].includes(message.op) &&
            (message.success !== undefined || message.retCode !== undefined),
    },
};

export const SYMBOL = 'BTC/USDT:USDT';
export const errors = ccxt;

/** The venues to try: all, or those in VENUES. */
export function venues() {
    const asked = process.env.VENUES;
    return asked ? asked.split(',').map((name) => name.trim()) : Object.keys(VENUES);
}

/** A ccxt.pro client of one account, whose clock is the exchange's. */
export class Trader {
    #asked = 0;
    #acknowledged = 0;

    constructor(venue, exchange, account) {
        this.venue = VENUES[venue];
        if (!this.venue) {
            throw new Error(`no venue ${venue}: ${Object.keys(VENUES)}`);
        }
        this.exchange = exchange;
        const { key, secret, passphrase } = account;
        this.ccxt = new ccxt.pro[this.venue.client]({
            apiKey: key,
            secret,
            password: passphrase,
            enableRateLimit: false,
            options: this.venue.options,
        });
        const http = `http://127.0.0.1:${exchange.port}`;
        this.venue.aim(this.ccxt.urls, http, http.replace('http', 'ws'));
        this.venue.understand?.(this.ccxt, http);
        this.ccxt.milliseconds = () => exchange.now;
        this.ccxt.seconds = () => Math.floor(exchange.now / 1000);
        // Keys of streams are prolonged after minutes: nobody waits for that here.
        this.ccxt.delay = (millis, method, ...args) =>
            setTimeout(() => this.ccxt.spawn(method, ...args), millis).unref();
        this.#listenIn();
    }

    /** With the markets loaded. */
    static async of(venue, exchange, account) {
        const trader = new Trader(venue, exchange, account ?? (await exchange.account()));
        await trader.ccxt.loadHttpProxyAgent();
        await trader.ccxt.loadMarkets();
        return trader;
    }

    /** An amount of coins in the venue's unit. */
    amount(coins) {
        return Number((coins / this.ccxt.market(SYMBOL).contractSize).toFixed(8));
    }

    /** Begins to watch; the answer is `{ next }` once the venue has taken the subscription. */
    async watch(method, ...args) {
        const before = this.#waiting();
        let settled = false;
        const next = this.ccxt[method](...args);
        next.then(() => (settled = true), () => (settled = true));
        const until = Date.now() + SUBSCRIBED_MS_MAX;
        while (!settled && !(this.#waiting() > before && this.#subscribed())) {
            if (Date.now() > until) {
                throw new Error(`${method} was not subscribed`);
            }
            await pause();
        }
        return { next: within(next, method) };
    }

    /** Watches what the venue tells from now on; OKX first tells how things stand. */
    async greeted(method, ...args) {
        if (this.venue.client === 'okx') {
            await (await this.watch(method, ...args)).next;
        }
        return this.watch(method, ...args);
    }

    /** Watches until `wanted` holds of what was delivered; `act` makes the venue tell it. */
    async hear(method, args, act, wanted = () => true) {
        let { next } = await this.watch(method, ...args);
        if (method === 'watchPositions') {
            // The first answer is what ccxt asked for over REST.
            await next;
            ({ next } = await this.watch(method, ...args));
        }
        await act();
        for (;;) {
            const heard = await next;
            if (wanted(heard)) {
                return heard;
            }
            next = within(this.ccxt[method](...args), method);
        }
    }

    close() {
        // What still waits is told that the client is closed; nobody is there to hear it.
        for (const client of Object.values(this.ccxt.clients ?? {})) {
            Object.values(client.futures).forEach((future) => future.catch(() => {}));
        }
        return this.ccxt.close();
    }

    #listenIn() {
        const make = this.ccxt.client.bind(this.ccxt);
        const handle = this.ccxt.handleMessage.bind(this.ccxt);
        this.ccxt.handleMessage = (client, message) => {
            if (message && this.venue.acknowledges(message)) {
                this.#acknowledged++;
            }
            return handle(client, message);
        };
        const heardAt = new Set();
        this.ccxt.client = (url) => {
            const client = make(url);
            if (!heardAt.has(client)) {
                heardAt.add(client);
                const send = client.send.bind(client);
                client.send = (message) => {
                    this.#asked += this.venue.asks(message) ? 1 : 0;
                    return send(message);
                };
            }
            return client;
        };
    }

    #clients() {
        // ccxt also keeps futures of its own there, which are no connections.
        return Object.values(this.ccxt.clients ?? {}).filter((c) => c.startedConnecting);
    }

    #waiting() {
        return this.#clients().reduce((sum, c) => sum + Object.keys(c.futures).length, 0);
    }

    #subscribed() {
        return this.#clients().every((c) => c.isConnected) && this.#acknowledged >= this.#asked;
    }
}

/** Waits until the check holds, for what is still on its way. */
export async function eventually(check) {
    const until = Date.now() + HEARD_MS_MAX;
    for (;;) {
        try {
            return await check();
        } catch (error) {
            if (Date.now() > until) {
                throw error;
            }
            await pause();
        }
    }
}

function pause() {
    return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function within(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} delivered nothing`)), HEARD_MS_MAX);
    });
    const first = Promise.race([promise, late]).finally(() => clearTimeout(timer));
    first.catch(() => {});
    return first;
}

function moved(url, http, ws) {
    return (url.startsWith('ws') ? ws : http) + url.replace(/^[a-z]+:\/\/[^/]+/, '');
}

function deep(tree, change) {
    for (const name of Object.keys(tree)) {
        if (typeof tree[name] === 'string') {
            tree[name] = change(tree[name]);
        } else if (tree[name]) {
            deep(tree[name], change);
        }
    }
}
