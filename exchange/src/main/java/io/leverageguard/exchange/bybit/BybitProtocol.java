package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.Protocol;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bybit v5: calls under /v5, sockets under /v5/public/linear, /v5/private and /v5/trade.
 *
 * <p>Of what the venue documents it has linear perpetuals and a unified account.
 */
public final class BybitProtocol implements Protocol {
    private static final int READS_PER_SECOND = 50;
    private static final int SETTINGS_PER_SECOND = 10;

    private final Exchange exchange;
    private final BybitStreams streams;
    private final BybitEvents events;
    private final BybitCommands commands;
    private final BybitApi api;
    private final BybitCancelOnLoss cancelOnLoss;

    public BybitProtocol(
            Exchange exchange, Clients clients, Faults faults, boolean limitsEnforced) {
        this.exchange = exchange;
        LongSupplier clock = () -> exchange.now() + faults.skewMillis();
        BybitCounts counts = new BybitCounts(limitsEnforced);
        BybitBooks books = new BybitBooks(exchange);
        BybitTickers tickers = new BybitTickers(exchange);
        BybitPrices prices = new BybitPrices();
        BybitRows rows = new BybitRows();
        streams = new BybitStreams(faults, limitsEnforced);
        BybitTopics topics = new BybitTopics(exchange, faults, streams, books, tickers);
        events = new BybitEvents(exchange, faults, streams, topics, prices, rows);
        BybitTrading trading = new BybitTrading(new BybitOrderApi(exchange), counts, faults, clock);
        commands = new BybitCommands(clients, clock, streams, topics, trading);
        api = new BybitApi(clients, faults, counts, trading, clock);
        market(new BybitMarketApi(exchange, clock, books, tickers, prices));
        cancelOnLoss = new BybitCancelOnLoss(exchange, streams);
        account(new BybitAccountApi(exchange, cancelOnLoss));
        positions(new BybitPositionApi(exchange));
        history(new BybitHistoryApi(exchange, rows));
    }

    private void market(BybitMarketApi market) {
        api.open("/v5/market/time", market::time);
        api.open("/v5/market/instruments-info", market::instruments);
        api.open("/v5/market/tickers", market::tickers);
        api.open("/v5/market/orderbook", market::book);
        api.open("/v5/market/recent-trade", market::trades);
        api.open("/v5/market/kline", market::klines);
        api.open("/v5/market/mark-price-kline", market::markKlines);
        api.open("/v5/market/index-price-kline", market::indexKlines);
        api.open("/v5/market/funding/history", market::fundingHistory);
        api.open("/v5/market/risk-limit", market::riskLimits);
        api.open("/v5/market/open-interest", market::openInterest);
        api.open("/v5/market/insurance", market::insurance);
        api.open("/v5/market/price-limit", market::priceLimit);
    }

    private void account(BybitAccountApi account) {
        api.read("/v5/account/wallet-balance", READS_PER_SECOND, account::wallet);
        api.read("/v5/account/info", READS_PER_SECOND, account::info);
        api.read("/v5/account/fee-rate", SETTINGS_PER_SECOND, account::feeRate);
        api.read("/v5/account/collateral-info", READS_PER_SECOND, account::collateral);
        api.read("/v5/user/query-api", SETTINGS_PER_SECOND, account::queryApi);
        api.read("/v5/asset/coin/query-info", SETTINGS_PER_SECOND, account::coins);
        api.command(BybitCancelOnLoss.PATH, SETTINGS_PER_SECOND, cancelOnLoss::set);
        api.command("/v5/account/set-margin-mode", SETTINGS_PER_SECOND, account::setMarginMode);
    }

    private void positions(BybitPositionApi positions) {
        api.read("/v5/position/list", READS_PER_SECOND, positions::list);
        api.command("/v5/position/set-leverage", SETTINGS_PER_SECOND, positions::setLeverage);
        api.command("/v5/position/switch-mode", SETTINGS_PER_SECOND, positions::switchMode);
        api.command("/v5/position/switch-isolated", SETTINGS_PER_SECOND, positions::switchIsolated);
        api.command("/v5/position/trading-stop", SETTINGS_PER_SECOND, positions::tradingStop);
        api.command("/v5/position/add-margin", SETTINGS_PER_SECOND, positions::addMargin);
        api.command("/v5/position/set-risk-limit", SETTINGS_PER_SECOND, positions::setRiskLimit);
        api.command(
                "/v5/position/set-auto-add-margin",
                SETTINGS_PER_SECOND,
                positions::setAutoAddMargin);
    }

    private void history(BybitHistoryApi history) {
        api.read("/v5/order/realtime", READS_PER_SECOND, history::realtime);
        api.read("/v5/order/history", READS_PER_SECOND, history::history);
        api.read("/v5/execution/list", READS_PER_SECOND, history::executions);
        api.read("/v5/position/closed-pnl", READS_PER_SECOND, history::closedPnl);
        api.read("/v5/account/transaction-log", READS_PER_SECOND, history::transactions);
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith("/v5/");
    }

    @Override
    public Response handle(Request request) {
        return api.handle(request);
    }

    @Override
    public @Nullable SocketListener open(Request upgrade, Socket socket) {
        BybitPeer peer = streams.open(upgrade, socket, exchange.now());
        return peer == null ? null : new Ear(peer);
    }

    @Override
    public ExchangeListener listener() {
        return events;
    }

    @Override
    public void flush() {
        cancelOnLoss.check();
        events.flush();
        streams.closeIdle(exchange.now());
    }

    @Override
    public void dropSockets() {
        streams.drop();
    }

    @Override
    public int sockets() {
        return streams.size();
    }

    /** Hears one socket. */
    private final class Ear implements SocketListener {
        private final BybitPeer peer;

        private Ear(BybitPeer peer) {
            this.peer = peer;
        }

        @Override
        public void text(String frame) {
            commands.hear(peer, frame);
        }

        @Override
        public void closed() {
            streams.close(peer);
        }
    }
}
