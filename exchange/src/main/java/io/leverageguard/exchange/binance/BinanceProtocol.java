package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.Protocol;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binance USD-M: REST under /fapi, /sapi and /api, streams under /public, /market and /private. */
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

    private final Exchange exchange;
    private final BinanceStreams streams;
    private final BinanceEvents events;
    private final BinanceApi api;

    public BinanceProtocol(
            Exchange exchange, Clients clients, Faults faults, long seed, boolean limitsEnforced) {
        this.exchange = exchange;
        BinanceListenKeys listenKeys = new BinanceListenKeys(seed);
        streams = new BinanceStreams(listenKeys);
        events = new BinanceEvents(streams, listenKeys, faults, exchange::now);
        BinanceCounts counts = new BinanceCounts(limitsEnforced);
        api = new BinanceApi(exchange, clients, listenKeys, faults, counts);
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
        BinancePeer peer = streams.open(upgrade, socket);
        return peer == null ? null : new Ear(peer);
    }

    @Override
    public ExchangeListener listener() {
        return events;
    }

    @Override
    public void flush() {
        events.flush(exchange);
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
