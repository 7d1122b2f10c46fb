package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.bybit.BybitPeer.Family;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All open sockets, and what is sent to whom. */
final class BybitStreams {
    private static final int PEERS_MAX = 10_000;
    private static final long IDLE_MILLIS = 600_000;
    private static final String IDLE_TIME = "max_active_time";

    private final Faults faults;
    private final boolean idleEnds;
    private final List<BybitPeer> peers = new ArrayList<>();
    private long opened;

    BybitStreams(Faults faults, boolean idleEnds) {
        this.faults = faults;
        this.idleEnds = idleEnds;
    }

    /** A new socket; null when there is nothing at its address. */
    @Nullable BybitPeer open(Request upgrade, Socket socket, long now) {
        Family family = Family.of(upgrade.path());
        if (family == null || peers.size() >= PEERS_MAX) {
            return null;
        }
        String id = String.format("sim%017d-%s", ++opened, suffix(family));
        BybitPeer peer = new BybitPeer(socket, family, id, idleMillis(family, upgrade), now);
        peers.add(peer);
        return peer;
    }

    void close(BybitPeer peer) {
        peers.remove(peer);
    }

    /** The public topics that somebody has subscribed to, in order. */
    SortedSet<String> wanted() {
        SortedSet<String> topics = new TreeSet<>();
        for (BybitPeer peer : peers) {
            if (peer.family == Family.PUBLIC) {
                topics.addAll(peer.topics);
            }
        }
        return topics;
    }

    boolean isWanted(String topic) {
        return peers.stream().anyMatch(peer -> peer.topics.contains(topic));
    }

    /** Whether somebody follows a private topic of an account. */
    boolean isFollowed(Account account, String topic) {
        for (BybitPeer peer : peers) {
            ApiKey key = peer.key();
            boolean owner = key != null && key.account() == account;
            if (owner && peer.family == Family.PRIVATE && peer.topics.contains(topic)) {
                return true;
            }
        }
        return false;
    }

    /** Sends news of a public topic; it is written only if somebody wants it. */
    void publish(String topic, Supplier<String> news) {
        String text = null;
        for (BybitPeer peer : List.copyOf(peers)) {
            if (peer.family == Family.PUBLIC && peer.topics.contains(topic)) {
                text = text == null ? news.get() : text;
                send(peer, text);
            }
        }
    }

    /** Sends news of a private topic to its owner. */
    void tell(Account account, String topic, String text) {
        for (BybitPeer peer : List.copyOf(peers)) {
            ApiKey key = peer.key();
            boolean owner = key != null && key.account() == account;
            if (owner && peer.family == Family.PRIVATE && peer.topics.contains(topic)) {
                send(peer, text);
            }
        }
    }

    /** Sends a frame, unless the socket is to break or to fall silent. */
    void send(BybitPeer peer, String frame) {
        if (faults.take(Faults.Kind.DROP_SOCKET)) {
            peers.remove(peer);
            peer.socket.close(1011, "");
            return;
        }
        if (faults.take(Faults.Kind.STALL_SOCKET)) {
            peer.stall();
        }
        if (!peer.isStalled()) {
            peer.socket.send(frame);
        }
    }

    /** Closes what has been silent for too long. */
    void closeIdle(long now) {
        for (BybitPeer peer : List.copyOf(peers)) {
            if (idleEnds && peer.isIdle(now)) {
                peers.remove(peer);
                peer.socket.close(1000, "idle");
            }
        }
    }

    /** Breaks every connection, as a venue does without a word. */
    void drop() {
        for (BybitPeer peer : List.copyOf(peers)) {
            peer.socket.close(1001, "going away");
        }
        peers.clear();
    }

    int size() {
        return peers.size();
    }

    private static String suffix(Family family) {
        return switch (family) {
            case PUBLIC -> "l";
            case PRIVATE -> "p";
            case TRADE -> "t";
        };
    }

    /** Ten minutes, or what a private socket asks for: 30 s to 10 min. */
    private static long idleMillis(Family family, Request upgrade) {
        String asked =
                family == Family.PUBLIC ? "" : new BybitParams(upgrade.query()).text(IDLE_TIME);
        if (asked.matches("[0-9]{1,3}[sm]")) {
            long count = Long.parseLong(asked.substring(0, asked.length() - 1));
            long millis = count * (asked.endsWith("m") ? 60_000 : 1_000);
            return Math.clamp(millis, 30_000, IDLE_MILLIS);
        }
        return IDLE_MILLIS;
    }
}
