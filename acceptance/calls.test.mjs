// Every call that clients make succeeds, and its answer has the form that ccxt promises.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Exchange } from './exchange.mjs';
import { SYMBOL, Trader, venues } from './venues.mjs';

const ETH = 'ETH/USDT:USDT';
const LOW = 97000;

let exchange;
before(async () => (exchange = await Exchange.start()));
after(() => exchange.stop());

for (const venue of venues()) {
    describe(`${venue}: calls`, { concurrency: false }, () => {
        /** A call, with an account of its own. */
        const call = (name, run) =>
            test(name, async (t) => {
                await exchange.price('BTCUSDT', 100000);
                const trader = await Trader.of(venue, exchange);
                try {
                    await run(trader.ccxt, { trader, t, small: trader.amount(0.01) });
                } finally {
                    await trader.close();
                }
            });
        const open = (client, amount, params = {}) =>
            client.createOrder(SYMBOL, 'limit', 'buy', amount, LOW, params);
        const buy = (client, amount) => client.createOrder(SYMBOL, 'market', 'buy', amount);
        const reduce = (client, amount, params = {}) =>
            client.createOrder(SYMBOL, 'market', 'sell', amount, undefined, {
                reduceOnly: true,
                ...params,
            });

        call('fetchTime', async (client) => {
            assert.equal(await client.fetchTime(), exchange.now);
        });

        call('loadMarkets', async (client) => {
            const market = client.market(SYMBOL);
            assert.equal(market.linear, true);
            assert.equal(market.swap, true);
            assert.equal(market.active, true);
            assert.ok(market.precision.price > 0 && market.precision.amount > 0);
            assert.ok(client.markets[ETH]);
        });

        call('fetchTicker', async (client) => {
            const ticker = await client.fetchTicker(SYMBOL);
            assert.equal(ticker.symbol, SYMBOL);
            assert.ok(ticker.last > 0 && ticker.high >= ticker.low && ticker.baseVolume > 0);
        });

        call('fetchTickers', async (client) => {
            const tickers = await client.fetchTickers([SYMBOL, ETH]);
            assert.deepEqual(Object.keys(tickers).sort(), [SYMBOL, ETH]);
        });

        call('fetchOrderBook', async (client) => {
            const book = await client.fetchOrderBook(SYMBOL, 20);
            assert.equal(book.bids.length, 20);
            assert.ok(book.bids[0][0] < book.asks[0][0]);
            assert.ok(book.bids[0][0] > book.bids[19][0]);
        });

        call('fetchOHLCV', async (client) => {
            const rows = await client.fetchOHLCV(SYMBOL, '1m', undefined, 30);
            assert.equal(rows.length, 30);
            assert.equal(rows[1][0] - rows[0][0], 60_000);
        });

        call('fetchTrades', async (client) => {
            const trades = await client.fetchTrades(SYMBOL, undefined, 10);
            assert.ok(trades.length > 0 && trades.length <= 10);
            assert.ok(trades[0].price > 0 && ['buy', 'sell'].includes(trades[0].side));
        });

        call('fetchFundingRate', async (client) => {
            const funding = await client.fetchFundingRate(SYMBOL);
            assert.equal(funding.symbol, SYMBOL);
            assert.ok(Math.abs(funding.fundingRate) < 0.01);
        });

        call('fetchFundingRateHistory', async (client) => {
            const rates = await client.fetchFundingRateHistory(SYMBOL, undefined, 3);
            assert.ok(rates.length > 0);
            assert.equal(rates[0].symbol, SYMBOL);
        });

        call('leverage tiers', async (client) => {
            const tiers = client.has.fetchLeverageTiers
                ? (await client.fetchLeverageTiers([SYMBOL]))[SYMBOL]
                : await client.fetchMarketLeverageTiers(SYMBOL);
            assert.ok(tiers.length > 1);
            assert.ok(tiers[0].maxLeverage > tiers[1].maxLeverage);
            assert.ok(tiers[0].maintenanceMarginRate < tiers[1].maintenanceMarginRate);
        });

        call('setLeverage', async (client) => {
            await client.setLeverage(25, SYMBOL, { marginMode: 'cross' });
            await client.setLeverage(10, SYMBOL, { marginMode: 'cross' });
        });

        call('setMarginMode', async (client) => {
            await client.setMarginMode('isolated', SYMBOL, { leverage: 10 });
            await client.setMarginMode('cross', SYMBOL, { leverage: 10 });
        });

        call('setPositionMode', async (client) => {
            await client.setPositionMode(true, SYMBOL);
            await client.setPositionMode(false, SYMBOL);
        });

        call('createOrder market', async (client, { small }) => {
            assert.ok((await buy(client, small)).id);
        });

        call('createOrder limit, fetchOrder, cancelOrder', async (client, { small }) => {
            const { id } = await open(client, small);
            const order = await client.fetchOrder(id, SYMBOL);
            assert.equal(order.status, 'open');
            assert.equal(order.price, LOW);
            await client.cancelOrder(id, SYMBOL);
        });

        call('createOrder with clientOrderId, cancelled by it', async (client, { small }) => {
            const clientOrderId = 'mycid1';
            const { id } = await open(client, small, { clientOrderId });
            const order = await client.fetchOrder(id, SYMBOL);
            assert.equal(order.clientOrderId, clientOrderId);
            await client.cancelOrder(undefined, SYMBOL, {
                clientOrderId,
                ...(venue === 'bybit' && { orderLinkId: clientOrderId }),
            });
        });

        call('createOrder postOnly', async (client, { small }) => {
            const { id } = await open(client, small, { postOnly: true });
            assert.ok((await client.fetchOrder(id, SYMBOL)).postOnly);
        });

        call('createOrder IOC', async (client, { small }) => {
            assert.ok((await open(client, small, { timeInForce: 'IOC' })).id);
        });

        call('createOrder FOK', async (client, { small }) => {
            const params = { timeInForce: 'FOK' };
            const order = await client.createOrder(SYMBOL, 'limit', 'buy', small, 101000, params);
            assert.equal((await client.fetchOrder(order.id, SYMBOL)).status, 'closed');
        });

        call('createOrder reduceOnly', async (client, { small }) => {
            await buy(client, small);
            assert.ok((await reduce(client, small)).id);
        });

        call('createOrder trigger, fetchOpenOrders, cancelOrder', async (client, { small }) => {
            const order = await client.createOrder(SYMBOL, 'market', 'buy', small, undefined, {
                triggerPrice: 104000,
                triggerDirection: 'ascending',
            });
            const asked = { trigger: true, ordType: 'trigger' };
            const orders = await client.fetchOpenOrders(SYMBOL, undefined, undefined, asked);
            assert.deepEqual(orders.map((o) => o.id), [order.id]);
            assert.equal(orders[0].triggerPrice, 104000);
            await client.cancelOrder(order.id, SYMBOL, { trigger: true });
            assert.deepEqual(
                await client.fetchOpenOrders(SYMBOL, undefined, undefined, asked), []);
        });

        for (const [name, price] of [['stopLossPrice', 96000], ['takeProfitPrice', 104000]]) {
            call(`createOrder ${name}`, async (client, { small }) => {
                await buy(client, small);
                const order = await reduce(client, small, { [name]: price });
                await client.cancelOrder(order.id, SYMBOL, { trigger: true });
            });
        }

        call('createOrder trailing', async (client, { small }) => {
            await buy(client, small);
            const distance =
                venue === 'bybit' ? { trailingAmount: '1000' } : { trailingPercent: '1' };
            const order = await reduce(client, small, distance);
            if (venue !== 'bybit') {
                await client.cancelOrder(order.id, SYMBOL, { trigger: true, trailing: true });
            }
        });

        call('createOrders, cancelOrders', async (client, { small }) => {
            const row = { symbol: SYMBOL, type: 'limit', side: 'buy', amount: small };
            const rows = [{ ...row, price: LOW }, { ...row, price: LOW + 10 }];
            const orders = await client.createOrders(rows);
            assert.equal(orders.length, 2);
            await client.cancelOrders(orders.map((o) => o.id), SYMBOL);
            assert.deepEqual(await client.fetchOpenOrders(SYMBOL), []);
        });

        call('editOrder', async (client, { small }) => {
            const { id } = await open(client, small);
            await client.editOrder(id, SYMBOL, 'limit', 'buy', small * 2, LOW + 500);
            const order = await client.fetchOrder(id, SYMBOL);
            assert.equal(order.price, LOW + 500);
            assert.equal(order.amount, small * 2);
        });

        call('fetchOpenOrders, cancelAllOrders', async (client, { small }) => {
            const { id } = await open(client, small);
            const orders = await client.fetchOpenOrders(SYMBOL);
            assert.deepEqual(orders.map((o) => o.id), [id]);
            if (client.has.cancelAllOrders) {
                await client.cancelAllOrders(SYMBOL);
                assert.deepEqual(await client.fetchOpenOrders(SYMBOL), []);
            }
        });

        call('fetchClosedOrders', async (client, { small }) => {
            const { id } = await buy(client, small);
            const orders = await client.fetchClosedOrders(SYMBOL);
            assert.deepEqual(orders.map((o) => o.id), [id]);
            assert.equal(orders[0].filled, small);
        });

        call('fetchPositions', async (client, { small }) => {
            await buy(client, small);
            const [position] = await client.fetchPositions([SYMBOL]);
            assert.equal(position.symbol, SYMBOL);
            assert.equal(position.side, 'long');
            assert.equal(position.contracts, small);
        });

        call('fetchBalance', async (client) => {
            assert.equal((await client.fetchBalance()).USDT.total, 100000);
        });

        call('fetchMyTrades', async (client, { small }) => {
            await buy(client, small);
            const [trade] = await client.fetchMyTrades(SYMBOL);
            assert.equal(trade.takerOrMaker, 'taker');
            assert.ok(trade.fee.cost > 0 && trade.fee.currency === 'USDT');
        });

        call('fetchMyLiquidations', async (client, { t }) => {
            if (!client.has.fetchMyLiquidations) {
                t.skip('ccxt does not have it');
                return;
            }
            assert.deepEqual(await client.fetchMyLiquidations(SYMBOL), []);
        });

        call('fetchFundingHistory', async (client) => {
            assert.deepEqual(await client.fetchFundingHistory(SYMBOL), []);
        });

        call('fetchLedger', async (client, { small }) => {
            await buy(client, small);
            const rows = await client.fetchLedger('USDT');
            assert.ok(rows.length > 0);
            assert.ok(rows.every((row) => row.currency === 'USDT'));
        });

        call('fetchTradingFee', async (client) => {
            const fee = await client.fetchTradingFee(SYMBOL);
            assert.ok(fee.taker > fee.maker && fee.maker > 0);
        });

        const second = () => exchange.advance(1000);

        call('watchTicker', async (client, { trader }) => {
            const ticker = await trader.hear('watchTicker', [SYMBOL], second);
            assert.equal(ticker.symbol, SYMBOL);
            assert.ok(ticker.last > 0);
        });

        call('watchOrderBook', async (client, { trader }) => {
            const book = await trader.hear('watchOrderBook', [SYMBOL], second);
            assert.ok(book.bids[0][0] < book.asks[0][0]);
        });

        call('watchTrades', async (client, { trader }) => {
            // In one second of ten nobody trades.
            const seconds = () => exchange.advance(10_000);
            const trades = await trader.hear('watchTrades', [SYMBOL], seconds);
            assert.ok(trades[0].amount > 0);
        });

        call('watchOHLCV', async (client, { trader }) => {
            const rows = await trader.hear('watchOHLCV', [SYMBOL, '1m'], second);
            assert.equal(rows.at(-1)[0], exchange.now - (exchange.now % 60_000));
        });

        call('watchOrders', async (client, { trader, small }) => {
            const orders = await trader.hear('watchOrders', [SYMBOL], () => buy(client, small));
            assert.equal(orders.at(-1).symbol, SYMBOL);
        });

        call('watchMyTrades', async (client, { trader, small }) => {
            const trades = await trader.hear('watchMyTrades', [SYMBOL], () => buy(client, small));
            assert.equal(trades.at(-1).amount, small);
        });

        call('watchPositions', async (client, { trader, small }) => {
            const long = (positions) => positions.some((p) => p.contracts > 0);
            const act = () => buy(client, small);
            const positions = await trader.hear('watchPositions', [[SYMBOL]], act, long);
            assert.equal(positions.at(-1).side, 'long');
        });

        call('watchBalance', async (client, { trader, small }) => {
            const balance = await trader.hear('watchBalance', [], () => buy(client, small));
            assert.ok(balance.USDT.total > 0);
        });

        call('createOrderWs', async (client, { small }) => {
            const order = await client.createOrderWs(SYMBOL, 'limit', 'buy', small, LOW);
            assert.equal((await client.fetchOrder(order.id, SYMBOL)).status, 'open');
        });
    });
}
