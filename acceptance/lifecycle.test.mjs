// What a trader lives through means the same everywhere, and the numbers agree to the last digit.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Exchange } from './exchange.mjs';
import { SYMBOL, Trader, errors, eventually, venues } from './venues.mjs';

const DEPOSIT = '100000';
const { Precise } = errors;

let exchange;
before(async () => (exchange = await Exchange.start()));
after(() => exchange.stop());

/** Exact decimal sums: ccxt's numbers are of at most fifteen digits, which print as they came. */
const text = (number) => new Precise(String(number)).toString();
const plus = (...numbers) => numbers.map(String).reduce(Precise.stringAdd, '0');
const times = (a, b) => Precise.stringMul(String(a), String(b));
const negative = (number) => Precise.stringNeg(String(number));
/** ccxt says which way money went, or gives it a sign. */
const signed = ({ direction, amount }) => {
    const size = Precise.stringAbs(String(amount));
    return direction === 'out' ? negative(size) : direction === 'in' ? size : String(amount);
};
const assertSame = (actual, expected, what) =>
    assert.ok(
        Precise.stringEq(text(actual), text(expected)), `${what}: ${actual}, not ${expected}`);

for (const venue of venues()) {
    describe(`${venue}: lifecycle`, { concurrency: false }, () => {
        const story = (name, run, deposit = DEPOSIT) =>
            test(name, async (t) => {
                await exchange.price('BTCUSDT', 100000);
                const account = await exchange.account(deposit);
                const trader = await Trader.of(venue, exchange, account);
                try {
                    await run(trader.ccxt, { trader, account, t, unit: trader.amount(0.01) });
                } finally {
                    await trader.close();
                }
            });
        const buy = (client, amount, params) =>
            client.createOrder(SYMBOL, 'market', 'buy', amount, undefined, params);
        const sell = (client, amount, params) =>
            client.createOrder(SYMBOL, 'market', 'sell', amount, undefined, params);
        const limit = (client, side, amount, price, params) =>
            client.createOrder(SYMBOL, 'limit', side, amount, price, params);
        const get = (client, id) => client.fetchOrder(id, SYMBOL);
        const positions = async (client) =>
            (await client.fetchPositions([SYMBOL])).filter((p) => p.contracts > 0);
        // Venues do or do not count open profit into it: it is compared when there is none.
        const total = async (client) => (await client.fetchBalance()).USDT.total;
        /** What trades and their fees brought, when nothing is left open. */
        const traded = async (client) =>
            (await client.fetchMyTrades(SYMBOL)).flatMap((t) => [
                t.side === 'buy' ? negative(t.cost) : t.cost,
                negative(t.fee.cost),
            ]);

        story('an order is placed, amended and cancelled', async (client, { unit }) => {
            const clientOrderId = 'lifecycle1';
            const { id } = await limit(client, 'buy', unit, 97000, { clientOrderId });
            const placed = await get(client, id);
            assert.equal(placed.status, 'open');
            assert.equal(placed.clientOrderId, clientOrderId);
            assert.equal(placed.side, 'buy');
            assert.equal(placed.type, 'limit');
            assert.equal(placed.amount, unit);
            assert.equal(placed.filled, 0);
            const held = (await client.fetchBalance()).USDT;
            assert.ok(held.free < held.total, 'an open order binds margin');
            await client.editOrder(id, SYMBOL, 'limit', 'buy', 2 * unit, 97500);
            const amended = await get(client, id);
            assert.equal(amended.price, 97500);
            assert.equal(amended.amount, 2 * unit);
            assert.equal(amended.status, 'open');
            await client.cancelOrder(id, SYMBOL);
            assert.equal((await get(client, id)).status, 'canceled');
            assert.deepEqual(await client.fetchOpenOrders(SYMBOL), []);
            const free = (await client.fetchBalance()).USDT;
            assertSame(free.free, DEPOSIT, 'free after the cancellation');
            assertSame(free.total, DEPOSIT, 'total after the cancellation');
        });

        story('a resting order is filled as maker', async (client, { unit }) => {
            const { id } = await limit(client, 'buy', unit, 99000);
            await exchange.price('BTCUSDT', 98900);
            const order = await get(client, id);
            assert.equal(order.status, 'closed');
            assert.equal(order.filled, unit);
            assert.equal(order.average, 99000);
            const trades = await client.fetchMyTrades(SYMBOL);
            assert.deepEqual([...new Set(trades.map((t) => t.takerOrMaker))], ['maker']);
            assertSame(plus(...trades.map((t) => t.amount)), unit, 'amount of the trades');
        });

        story('order, trades, position, fee and balance agree', async (client, { unit }) => {
            const amount = 37 * unit;
            const { taker } = await client.fetchTradingFee(SYMBOL);
            const { id } = await buy(client, amount);
            const order = await get(client, id);
            assert.equal(order.status, 'closed');
            assert.equal(order.filled, amount);
            const trades = await client.fetchMyTrades(SYMBOL);
            assert.ok(trades.every((t) => t.order === id && t.side === 'buy'));
            assertSame(plus(...trades.map((t) => t.amount)), amount, 'amount of the trades');
            const cost = plus(...trades.map((t) => t.cost));
            assertSame(order.cost, cost, 'cost of the order');
            const fees = plus(...trades.map((t) => t.fee.cost));
            assertSame(fees, times(cost, taker), 'fees');
            const [position] = await positions(client);
            assert.equal(position.side, 'long');
            assertSame(position.contracts, amount, 'size of the position');
            const coins = times(amount, client.market(SYMBOL).contractSize);
            assertSame(times(position.entryPrice, coins), cost, 'entry price');
            const close = await sell(client, amount, { reduceOnly: true });
            assert.deepEqual(await positions(client), []);
            const earned = await traded(client);
            assertSame(await total(client), plus(DEPOSIT, ...earned), 'balance at the end');
            assert.equal((await get(client, close.id)).reduceOnly, true);
            const ledger = await client.fetchLedger('USDT', undefined, 100);
            assertSame(plus(...ledger.map(signed)), await total(client), 'sum of the ledger');
        });

        story('what is watched agrees with what is fetched', async (client, { trader, unit }) => {
            const orders = [];
            for (const method of ['watchOrders', 'watchMyTrades', 'watchBalance']) {
                const args = method === 'watchBalance' ? [] : [SYMBOL];
                const told = method === 'watchBalance' ? 'greeted' : 'watch';
                orders.push(await trader[told](method, ...args));
            }
            const { id } = await buy(client, unit);
            const [told, traded, balance] = await Promise.all(orders.map((o) => o.next));
            assert.equal(told.at(-1).id, id);
            const [trade] = await client.fetchMyTrades(SYMBOL);
            assert.equal(traded.at(-1).id, trade.id);
            assertSame(traded.at(-1).price, trade.price, 'price');
            assertSame(traded.at(-1).amount, trade.amount, 'amount');
            // ccxt leaves OKX's sign on the fee of a watched trade.
            assertSame(Math.abs(traded.at(-1).fee.cost), trade.fee.cost, 'fee');
            // Some count open profit into one of the two: at most a tick of the position.
            const difference = balance.USDT.total - (await total(client));
            assert.ok(Math.abs(difference) <= 0.1, `balance differs by ${difference}`);
        });

        story('a position is watched to its end', async (client, { trader, unit }) => {
            const opened = await trader.hear(
                'watchPositions', [[SYMBOL]], () => buy(client, unit),
                (told) => told.some((p) => p.contracts > 0));
            assert.equal(opened.at(-1).side, 'long');
            const { next } = await trader.watch('watchPositions', [SYMBOL]);
            await sell(client, unit, { reduceOnly: true });
            assert.equal((await next).at(-1).contracts ?? 0, 0);
        });

        story('the watched book is the fetched book', async (client, { trader }) => {
            let book = await trader.hear('watchOrderBook', [SYMBOL], () => exchange.advance(1000));
            for (let i = 0; i < 5; i++) {
                const { next } = await trader.watch('watchOrderBook', SYMBOL);
                await exchange.advance(1000);
                book = await next;
            }
            const fetched = await client.fetchOrderBook(SYMBOL, 10);
            const top = (side) => Array.from(side).slice(0, 10).map(([p, q]) => [p, q]);
            await eventually(() => {
                const seen = client.orderbooks[SYMBOL] ?? book;
                assert.deepEqual(top(seen.bids), top(fetched.bids));
                assert.deepEqual(top(seen.asks), top(fetched.asks));
            });
        });

        story('watched trades, ticker and candle agree', async (client, { trader }) => {
            // In one second of ten nobody trades.
            const seconds = () => exchange.advance(10_000);
            const trades = await trader.hear('watchTrades', [SYMBOL], seconds);
            const ticker = await trader.hear('watchTicker', [SYMBOL], seconds);
            const candles = await trader.hear('watchOHLCV', [SYMBOL, '1m'], seconds);
            assert.equal(trades.at(-1).symbol, SYMBOL);
            const [low, high] = [candles.at(-1)[3], candles.at(-1)[2]];
            assert.ok(low <= ticker.last && ticker.last <= high, `${low} ${ticker.last} ${high}`);
        });

        story('a trigger waits, fires, and its order is filled', async (client, { unit }) => {
            const params = { triggerPrice: 101000, triggerDirection: 'ascending' };
            await buy(client, unit, params);
            assert.deepEqual(await positions(client), []);
            await exchange.price('BTCUSDT', 100900);
            assert.deepEqual(await positions(client), []);
            await exchange.price('BTCUSDT', 101200);
            await exchange.advance(1000);
            const [position] = await positions(client);
            assert.equal(position.side, 'long');
            assert.equal(position.contracts, unit);
            const asked = { trigger: true, ordType: 'trigger' };
            assert.deepEqual(
                await client.fetchOpenOrders(SYMBOL, undefined, undefined, asked), []);
        });

        story('a stop loss closes the position', async (client, { unit }) => {
            await buy(client, unit);
            await sell(client, unit, { stopLossPrice: 98000, reduceOnly: true });
            await exchange.price('BTCUSDT', 97500);
            await exchange.advance(1000);
            assert.deepEqual(await positions(client), []);
        });

        story('in hedge mode long and short stand side by side', async (client, { unit }) => {
            await client.setPositionMode(true, SYMBOL);
            await buy(client, 2 * unit, { hedged: true });
            await sell(client, unit, { hedged: true });
            const held = (await positions(client)).sort((a, b) => b.contracts - a.contracts);
            assert.deepEqual(held.map((p) => [p.side, p.contracts]), [
                ['long', 2 * unit],
                ['short', unit],
            ]);
            assert.ok(held.every((p) => p.hedged));
        });

        story('a liquidation is told everywhere and the money agrees', async (client, its) => {
            const { trader, t, unit } = its;
            await client.setMarginMode('isolated', SYMBOL, { leverage: 20 });
            await client.setLeverage(10, SYMBOL, { marginMode: 'isolated' });
            await client.setLeverage(20, SYMBOL, { marginMode: 'isolated' });
            const isolated = venue === 'okx' ? { marginMode: 'isolated' } : {};
            await buy(client, 100 * unit, isolated);
            const [position] = await positions(client);
            assert.ok(position.liquidationPrice > 95000 && position.liquidationPrice < 96000);
            const safe = Math.ceil(position.liquidationPrice) + 50;
            await exchange.price('BTCUSDT', safe);
            assert.equal((await positions(client)).length, 1, 'still there above the price');
            const tape = await trader.watch('watchLiquidations', SYMBOL);
            // A large position is first brought down to smaller brackets, and then closed.
            for (let left = [position], i = 0; left.length > 0 && i < 20; i++) {
                await exchange.price('BTCUSDT', Math.floor(left[0].liquidationPrice) - 50);
                await exchange.advance(1000);
                left = await positions(client);
            }
            assert.deepEqual(await positions(client), []);
            const [seen] = await tape.next;
            assert.equal(seen.symbol, SYMBOL);
            const ledger = await client.fetchLedger('USDT', undefined, 100);
            assertSame(plus(...ledger.map(signed)), await total(client), 'sum of the ledger');
            const margin = 100 * 0.01 * 100000 / 20;
            const lost = Number(DEPOSIT) - (await total(client));
            assert.ok(lost > 0.8 * margin && lost <= margin + 200, `lost ${lost}`);
            assertSame((await exchange.state()).difference, '0', 'money made from nothing');
            if (!client.has.fetchMyLiquidations) {
                t.diagnostic('ccxt does not have fetchMyLiquidations here');
                return;
            }
            const mine = await client.fetchMyLiquidations(SYMBOL);
            assert.ok(mine.length > 0);
            // At Bybit steps down are ordinary trades of orders that the venue made.
            const steps = venue === 'bybit' ? (await client.fetchMyTrades(SYMBOL))
                .filter((trade) => trade.info.createType === 'CreateByLiq') : [];
            const closed = [...mine.map((l) => l.contracts), ...steps.map((s) => s.amount)];
            assertSame(plus(...closed), 100 * unit, 'liquidated');
        });

        story('funding is paid and found', async (client, { unit }) => {
            await buy(client, unit);
            await exchange.advance(8 * 3_600_000);
            const rows = await client.fetchFundingHistory(SYMBOL);
            assert.equal(rows.length, 1);
            // Bybit tells a funding as a fee: positive when it is paid.
            const received = venue === 'bybit' ? -rows[0].amount : rows[0].amount;
            assert.ok(received < 0, 'a long pays while the rate is positive');
            await sell(client, unit, { reduceOnly: true });
            const earned = await traded(client);
            const expected = plus(DEPOSIT, ...earned, received);
            assertSame(await total(client), expected, 'balance with funding');
        });

        const fails = (promise, kind) => assert.rejects(promise, (error) => {
            assert.ok(error instanceof errors[kind], `${error.constructor.name}: ${error.message}`);
            return true;
        });

        story('InsufficientFunds', (client, { unit }) =>
            fails(buy(client, 5000 * unit), 'InsufficientFunds'));

        story('InvalidOrder: nothing to reduce', (client, { unit }) =>
            // ccxt does not know OKX's code for it.
            fails(
                sell(client, unit, { reduceOnly: true }),
                venue === 'okx' ? 'ExchangeError' : 'InvalidOrder'));

        story('OrderNotFound', async (client, { unit }) => {
            const { id } = await limit(client, 'buy', unit, 97000);
            await client.cancelOrder(id, SYMBOL);
            await fails(client.cancelOrder(id, SYMBOL), 'OrderNotFound');
        });

        story('AuthenticationError', async (client, { account }) => {
            const thief = new Trader(venue, exchange, { ...account, secret: 'wrong' });
            await fails(thief.ccxt.fetchBalance(), 'AuthenticationError');
            await thief.close();
        });

        story('InvalidNonce', async (client) => {
            client.milliseconds = () => exchange.now - 120_000;
            await fails(client.fetchBalance(), 'InvalidNonce');
        });

        story('a client order id is good once', async (client, { unit }) => {
            const params = { clientOrderId: 'once' };
            await limit(client, 'buy', unit, 97000, params);
            await fails(limit(client, 'buy', unit, 97000, params), 'InvalidOrder');
        });

        story('BadSymbol', async (client) => {
            const market = { ...client.market(SYMBOL) };
            market.id = venue === 'okx' ? 'NOPE-USDT-SWAP' : 'NOPEUSDT';
            client.markets[SYMBOL] = market;
            await fails(client.fetchTicker(SYMBOL), 'BadSymbol');
        });
    });
}
