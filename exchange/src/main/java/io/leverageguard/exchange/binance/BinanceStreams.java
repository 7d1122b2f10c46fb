package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.binance.BinancePeer.Family;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.binance.BinanceEvent;
import io.leverageguard.venues.binance.BinanceMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Binance's WebSockets: addresses, subscriptions, and who gets which frame.
 *
 * <p>Everything here happens under the exchange's lock, so that frames of one socket are in the
 * order of what happened, and the answer to LIST_SUBSCRIPTIONS stands behind all that came before.
 */
final class BinanceStreams {
    private static final int PEERS_MAX = 10_000;
    private static final int POLICY = 1008;
    private static final long CONNECTION_MILLIS = 24 * 3_600_000L;
    private static final Pattern ADDRESS =
            Pattern.compile("(?<family>/[a-z]+)??/(?<form>ws|stream)(?<names>(/.*)?)");
    private static final Map<String, Family> FAMILIES =
            Map.of(
                    "/public", Family.PUBLIC,
                    "/market", Family.MARKET,
                    "/private", Family.PRIVATE);

    private final BinanceListenKeys listenKeys;
    private final LongSupplier clock;
    private final boolean enforced;
    private final List<BinancePeer> peers = new ArrayList<>();

    BinanceStreams(BinanceListenKeys listenKeys, LongSupplier clock, boolean enforced) {
        this.listenKeys = listenKeys;
        this.clock = clock;
        this.enforced = enforced;
    }

    /** Takes a socket, or not: then there is nothing at this address. */
    @Nullable BinancePeer open(Request upgrade, Socket socket) {
        Matcher address = ADDRESS.matcher(upgrade.path());
        if (!address.matches() || peers.size() >= PEERS_MAX) {
            return null;
        }
        String prefix = address.group("family");
        Family family = prefix == null ? Family.ALL : FAMILIES.get(prefix);
        if (family == null) {
            return null;
        }
        boolean combined = address.group("form").equals("stream");
        BinancePeer peer = new BinancePeer(socket, family, combined, clock.getAsLong());
        BinanceParams params = new BinanceParams(upgrade.query(), "");
        List<String> names = new ArrayList<>();
        names.addAll(split(address.group("names")));
        names.addAll(split(params.text("streams")));
        names.addAll(split(params.text("listenKey")));
        if (family == Family.PRIVATE && !isPrivate(names)) {
            return null;
        }
        peer.events.addAll(split(params.text("events")));
        subscribe(peer, names);
        peers.add(peer);
        return peer;
    }

    void close(BinancePeer peer) {
        peers.remove(peer);
    }

    /** Answers one frame of a client. */
    void hear(BinancePeer peer, String frame) {
        if (enforced && peer.isTooFast(clock.getAsLong())) {
            peer.socket.close(POLICY, "Too many requests");
            peers.remove(peer);
            return;
        }
        JsonNode command;
        try {
            command = Json.tree(frame);
        } catch (Refusal e) {
            peer.socket.send(error(3, "Invalid JSON: it cannot be read", "null"));
            return;
        }
        String id = command.path("id").isValueNode() ? command.get("id").toString() : "null";
        String method = command.path("method").asString("");
        switch (method) {
            case "SUBSCRIBE" -> {
                List<String> names = names(command);
                boolean room = peer.streams.size() + names.size() <= BinancePeer.STREAMS_MAX;
                if (room) {
                    subscribe(peer, names);
                }
                peer.socket.send(room ? done("null", id) : error(4, "Too many streams", id));
            }
            case "UNSUBSCRIBE" -> {
                names(command).forEach(peer.streams::remove);
                peer.socket.send(done("null", id));
            }
            case "LIST_SUBSCRIPTIONS" ->
                    peer.socket.send(done(Json.write(List.copyOf(peer.streams)), id));
            default ->
                    peer.socket.send(
                            error(2, "Invalid request: unknown method '" + method + "'", id));
        }
    }

    /** Whether anybody would get this. */
    boolean isWanted(String stream) {
        return peers.stream().anyMatch(p -> p.streams.contains(stream) && p.serves(stream));
    }

    /** Whether anybody would get the private events of an account. */
    boolean isHeard(Account account) {
        return listenKeys
                .current(account)
                .filter(key -> peers.stream().anyMatch(p -> p.streams.contains(key.key())))
                .isPresent();
    }

    /** Sends a public event; it is written only if somebody wants it. */
    void publish(String stream, Supplier<String> event) {
        String text = null;
        for (BinancePeer peer : List.copyOf(peers)) {
            if (peer.streams.contains(stream) && peer.serves(stream)) {
                if (text == null) {
                    text = event.get();
                }
                peer.send(stream, text);
            }
        }
    }

    /** Sends a private event of an account to whoever wants its kind. */
    void tell(Account account, String name, Supplier<String> event) {
        Optional<BinanceListenKeys.ListenKey> key = listenKeys.current(account);
        if (key.isEmpty()) {
            return;
        }
        String stream = key.get().key();
        String text = null;
        for (BinancePeer peer : List.copyOf(peers)) {
            if (peer.streams.contains(stream) && peer.wants(name)) {
                text = text == null ? event.get() : text;
                peer.send(stream, text);
            }
        }
    }

    /** Tells that a key has run out. */
    void tellExpired(BinanceListenKeys.ListenKey key) {
        BinanceEvent.ListenKeyExpired event =
                new BinanceEvent.ListenKeyExpired(clock.getAsLong(), key.key());
        for (BinancePeer peer : List.copyOf(peers)) {
            if (peer.streams.contains(key.key())) {
                peer.send(key.key(), BinanceMessages.write(event));
            }
        }
    }

    /** Closes what has been open for a day, as the venue does. */
    void closeOld() {
        long oldest = clock.getAsLong() - CONNECTION_MILLIS;
        for (BinancePeer peer : List.copyOf(peers)) {
            if (peer.openedAt <= oldest) {
                peer.socket.close(1000, "connected for 24 hours");
                peers.remove(peer);
            }
        }
    }

    /** Breaks every connection, as a venue does without a word. */
    void drop() {
        for (BinancePeer peer : List.copyOf(peers)) {
            peer.socket.close(1001, "going away");
        }
        peers.clear();
    }

    int size() {
        return peers.size();
    }

    private static void subscribe(BinancePeer peer, List<String> names) {
        for (String name : names) {
            if (peer.streams.size() < BinancePeer.STREAMS_MAX) {
                peer.streams.add(name);
            }
        }
    }

    private boolean isPrivate(List<String> names) {
        return names.isEmpty()
                || names.stream().anyMatch(name -> listenKeys.listenKey(name).isPresent());
    }

    private static List<String> names(JsonNode command) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : command.path("params")) {
            names.add(name.asString(""));
        }
        return names;
    }

    private static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static String done(String result, String id) {
        return "{\"result\":" + result + ",\"id\":" + id + "}";
    }

    private static String error(int code, String message, String id) {
        String text = Json.write(message);
        return "{\"error\":{\"code\":" + code + ",\"msg\":" + text + "},\"id\":" + id + "}";
    }
}
