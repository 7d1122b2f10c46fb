package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.Protocol;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Listeners;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binance USD-M: calls under /fapi, /sapi and /api, streams under /public, /market and /private,
 * calls over a socket under /ws-fapi.
 */
public final class BinanceProtocol implements Protocol {
    private static final List<String> ADDRESSES =
            List.of(
                    "/fapi/",
                    "/sapi/",
                    "/api/v3/",
                    "/public/",
                    "/market/",
                    "/private/",
                    "/ws",
                    "/stream");
    private static final int CALLERS_MAX = 10_000;

    private final Exchange exchange;
    private final BinanceStreams streams;
    private final BinanceMarketEvents marketEvents;
    private final BinanceBookEvents bookEvents;
    private final BinanceSettingsApi settings;
    private final BinanceApi api;
    private final BinanceCalls calls;
    private final BinanceListenKeys listenKeys;
    private final Listeners listeners = new Listeners();
    private final Set<Socket> callers = new LinkedHashSet<>();

    public BinanceProtocol(
            Exchange exchange, Clients clients, Faults faults, long seed, boolean limitsEnforced) {
        this.exchange = exchange;
        listenKeys = new BinanceListenKeys(seed);
        streams = new BinanceStreams(listenKeys, exchange::now, limitsEnforced);
        marketEvents = new BinanceMarketEvents(streams, exchange::now);
        bookEvents = new BinanceBookEvents(streams, faults, exchange::now);
        BinancePrices prices = new BinancePrices(exchange);
        listeners.add(new BinanceAccountEvents(streams, faults, exchange::now));
        listeners.add(marketEvents);
        listeners.add(bookEvents);
        listeners.add(prices);
        settings = new BinanceSettingsApi(exchange);
        BinanceCounts counts = new BinanceCounts(limitsEnforced);
        BinanceMarketApi market = new BinanceMarketApi(exchange, faults);
        BinanceKeyApi keys = new BinanceKeyApi(exchange, listenKeys);
        BinanceRoutes routes = new BinanceRoutes(exchange, market, prices, settings, keys);
        api = new BinanceApi(exchange, clients, faults, counts, routes);
        calls = new BinanceCalls(exchange, clients, api, routes, counts);
    }

    @Override
    public boolean serves(String path) {
        return !path.startsWith("/ws/v5/") && ADDRESSES.stream().anyMatch(path::startsWith);
    }

    @Override
    public Response handle(Request request) {
        return api.handle(request);
    }

    @Override
    public @Nullable SocketListener open(Request upgrade, Socket socket) {
        if (upgrade.path().equals(BinanceCalls.PATH)) {
            if (callers.size() >= CALLERS_MAX) {
                return null;
            }
            callers.add(socket);
            return calls.open(upgrade.remote(), socket, () -> callers.remove(socket));
        }
        BinancePeer peer = streams.open(upgrade, socket);
        return peer == null ? null : new Ear(peer);
    }

    @Override
    public ExchangeListener listener() {
        return listeners;
    }

    @Override
    public void flush() {
        settings.flush();
        bookEvents.flush(exchange);
        marketEvents.flush(exchange);
        for (BinanceListenKeys.ListenKey key : listenKeys.expired(exchange.now())) {
            streams.tellExpired(key);
        }
        streams.closeOld();
    }

    @Override
    public void dropSockets() {
        streams.drop();
        for (Socket socket : List.copyOf(callers)) {
            socket.close(1001, "going away");
        }
        callers.clear();
    }

    @Override
    public int sockets() {
        return streams.size() + callers.size();
    }

    /** Hears one socket. */
    private final class Ear implements SocketListener {
        private final BinancePeer peer;

        private Ear(BinancePeer peer) {
            this.peer = peer;
        }

        @Override
        public void text(String frame) {
            streams.hear(peer, frame);
        }

        @Override
        public void closed() {
            streams.close(peer);
        }
    }
}
