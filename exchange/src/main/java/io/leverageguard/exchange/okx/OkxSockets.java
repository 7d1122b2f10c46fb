package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.okx.OkxPeer.Site;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The open WebSockets, and who of them gets what. */
final class OkxSockets {
    static final int PEERS_MAX = 1000;
    private static final long IDLE_MAX = 30_000;

    private final Exchange exchange;
    private final Faults faults;
    private final boolean limitsEnforced;
    private final List<OkxPeer> peers = new ArrayList<>();
    private long opened;

    OkxSockets(Exchange exchange, Faults faults, long seed, boolean limitsEnforced) {
        this.exchange = exchange;
        this.faults = faults;
        this.limitsEnforced = limitsEnforced;
        opened = Math.floorMod(seed * 2_654_435_761L, 1L << 32);
    }

    /** A new socket at an address; null when there are too many. */
    @Nullable OkxPeer open(Site site, Socket socket) {
        if (peers.size() >= PEERS_MAX) {
            return null;
        }
        opened = Math.floorMod(opened * 1_664_525 + 1_013_904_223, 1L << 32);
        OkxPeer peer = new OkxPeer(socket, site, String.format("%08x", opened), exchange.now());
        peers.add(peer);
        return peer;
    }

    void close(OkxPeer peer) {
        peers.remove(peer);
    }

    /** Breaks every connection, as a venue does without a word. */
    void drop() {
        for (OkxPeer peer : List.copyOf(peers)) {
            peer.socket.close(1001, "going away");
        }
        peers.clear();
    }

    /** Closes those on which nothing has been said for half a minute, when limits are enforced. */
    void closeIdle() {
        if (!limitsEnforced) {
            return;
        }
        for (OkxPeer peer : List.copyOf(peers)) {
            if (exchange.now() - peer.active > IDLE_MAX) {
                peers.remove(peer);
                peer.socket.close(4004, "No data received in 30s.");
            }
        }
    }

    int size() {
        return peers.size();
    }

    /** Whether anybody has subscribed to a channel about a market. */
    boolean isWanted(String channel, Market market) {
        for (OkxPeer peer : peers) {
            for (Arg arg : peer.channels) {
                if (OkxChannels.name(arg).equals(channel) && OkxChannels.covers(arg, market)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The channels that somebody has subscribed to and that fit, each once. */
    List<Arg> wanted(Predicate<Arg> fits) {
        return peers.stream().flatMap(p -> p.channels.stream()).filter(fits).distinct().toList();
    }

    /** Tells all subscribers of a channel about a market; written only if there are any. */
    void publish(String channel, Market market, @Nullable String action, Supplier<Object> row) {
        publish(
                arg -> OkxChannels.name(arg).equals(channel) && OkxChannels.covers(arg, market),
                action,
                row);
    }

    /** Tells everybody who has subscribed to what fits. */
    void publish(Predicate<Arg> fits, @Nullable String action, Supplier<Object> row) {
        Map<Arg, String> texts = new HashMap<>();
        Object written = null;
        for (OkxPeer peer : List.copyOf(peers)) {
            for (Arg arg : List.copyOf(peer.channels)) {
                if (!fits.test(arg) || OkxChannels.isPrivate(OkxChannels.name(arg))) {
                    continue;
                }
                if (written == null) {
                    written = row.get();
                }
                String text = texts.get(arg);
                if (text == null) {
                    text = OkxMessages.write(Frame.push(arg, action, List.of(written)));
                    texts.put(arg, text);
                }
                deliver(peer, text);
            }
        }
    }

    /** Whether an account listens to one of its channels. */
    boolean isHeard(Account account, String channel) {
        for (OkxPeer peer : peers) {
            ApiKey key = peer.key;
            if (key != null && key.account() == account && peer.hears(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Tells an account's own sockets; {@code market} null is about all. */
    void tell(Account account, String channel, @Nullable Market market, Object row) {
        for (OkxPeer peer : List.copyOf(peers)) {
            ApiKey key = peer.key;
            if (key == null || key.account() != account) {
                continue;
            }
            for (Arg arg : List.copyOf(peer.channels)) {
                boolean covers = market == null || OkxChannels.covers(arg, market);
                if (OkxChannels.name(arg).equals(channel) && covers) {
                    push(peer, arg, null, List.of(row));
                }
            }
        }
    }

    /** Pushes to one socket; what is private also names the account. */
    void push(OkxPeer peer, Arg arg, @Nullable String action, List<?> rows) {
        ApiKey key = peer.key;
        boolean owned = key != null && OkxChannels.isPrivate(OkxChannels.name(arg));
        Arg shown = key != null && owned ? of(arg, Long.toString(key.account().id())) : arg;
        deliver(peer, OkxMessages.write(Frame.push(shown, action, rows)));
    }

    /** Sends a push, unless the connection breaks or falls silent just now. */
    private void deliver(OkxPeer peer, String text) {
        if (faults.take(Faults.Kind.DROP_SOCKET)) {
            peers.remove(peer);
            peer.socket.close(1001, "going away");
            return;
        }
        peer.stalled |= faults.take(Faults.Kind.STALL_SOCKET);
        peer.send(text, exchange.now());
    }

    private static Arg of(Arg arg, String uid) {
        return new Arg(
                arg.channel(),
                arg.instType(),
                arg.instFamily(),
                arg.instId(),
                arg.ccy(),
                arg.algoId(),
                uid);
    }

    void answer(OkxPeer peer, Frame<OkxEvent> frame) {
        peer.send(OkxMessages.write(frame), exchange.now());
    }

    boolean limitsEnforced() {
        return limitsEnforced;
    }
}
