package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.Protocol;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.okx.OkxPeer.Site;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OKX v5: REST under /api/v5, sockets under /ws/v5. */
public final class OkxProtocol implements Protocol {
    private static final Map<String, Site> SITES =
            Map.of(
                    "/ws/v5/public", Site.PUBLIC,
                    "/ws/v5/private", Site.PRIVATE,
                    "/ws/v5/business", Site.BUSINESS);

    private final OkxSockets sockets;
    private final OkxEvents events;
    private final OkxDialogue dialogue;
    private final OkxDeadMan deadMan;
    private final OkxApi api;

    public OkxProtocol(
            Exchange exchange, Clients clients, Faults faults, long seed, boolean limitsEnforced) {
        OkxInstruments instruments = new OkxInstruments(exchange);
        OkxPrices prices = new OkxPrices();
        OkxLiquidationTape liquidations = new OkxLiquidationTape();
        OkxTallies tallies = new OkxTallies();
        OkxOrderWire wire = new OkxOrderWire(tallies);
        OkxLimits limits = new OkxLimits(limitsEnforced);
        OkxAlgoApi algos = new OkxAlgoApi(exchange, instruments);
        OkxTradeApi trade = new OkxTradeApi(exchange, instruments, limits, algos);
        OkxCommands commands = new OkxCommands(exchange, faults, limits, trade, algos);
        deadMan = new OkxDeadMan(exchange);
        api = new OkxApi(exchange, clients, faults, limits);
        api.market(new OkxMarketApi(exchange, instruments, prices, liquidations));
        api.account(new OkxAccountApi(exchange, instruments), deadMan);
        api.history(new OkxHistory(exchange, wire, trade));
        api.orders(commands);
        OkxBooks books = new OkxBooks();
        OkxChannels channels = new OkxChannels(instruments);
        sockets = new OkxSockets(exchange, faults, seed, limitsEnforced);
        OkxFirst first = new OkxFirst(exchange, sockets, channels, instruments, books, prices);
        events =
                new OkxEvents(
                        new OkxEvents.Parts(
                                exchange,
                                sockets,
                                first,
                                books,
                                prices,
                                liquidations,
                                tallies,
                                wire,
                                faults));
        dialogue = new OkxDialogue(exchange, clients, sockets, channels, first, commands, api);
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith("/api/v5/") || path.startsWith("/ws/v5/");
    }

    @Override
    public Response handle(Request request) {
        return api.handle(request);
    }

    @Override
    public @Nullable SocketListener open(Request upgrade, Socket socket) {
        Site site = SITES.get(upgrade.path());
        OkxPeer peer = site == null ? null : sockets.open(site, socket);
        return peer == null ? null : new Ear(peer);
    }

    @Override
    public ExchangeListener listener() {
        return events;
    }

    @Override
    public void flush() {
        deadMan.strike();
        events.flush();
    }

    @Override
    public void dropSockets() {
        sockets.drop();
    }

    @Override
    public int sockets() {
        return sockets.size();
    }

    /** Hears one socket. */
    private final class Ear implements SocketListener {
        private final OkxPeer peer;

        private Ear(OkxPeer peer) {
            this.peer = peer;
        }

        @Override
        public void text(String frame) {
            dialogue.hear(peer, frame);
        }

        @Override
        public void closed() {
            sockets.close(peer);
        }
    }
}
