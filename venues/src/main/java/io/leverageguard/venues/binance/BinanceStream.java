package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream of Binance. The venue serves trades and marks under {@code /market}, quotes under {@code
 * /public} and the account under {@code /private}, so that one stream may be several connections;
 * they are handed over one after the other, always in the same order.
 */
final class BinanceStream implements VenueStream {
    /** The venue takes 1024 on one connection, but an address only so long. */
    private static final int STREAMS_PER_CONNECTION = 200;

    private final String name;
    private final List<BinanceConnection> connections;
    private final long fenceMs;

    private BinanceStream(String name, List<BinanceConnection> connections, VenuesConfig config) {
        this.name = name;
        this.connections = List.copyOf(connections);
        this.fenceMs = config.fenceTimeout().toMillis();
    }

    /** The public streams of {@code symbols}. */
    static BinanceStream market(
            Wire web,
            Clock clock,
            VenuesConfig config,
            Set<String> symbols,
            BinanceConnection.Receiver receiver) {
        List<BinanceConnection> connections = new ArrayList<>();
        for (URI target : targets(config, symbols)) {
            connections.add(new BinanceConnection(web, clock, config, new Fixed(target), receiver));
        }
        return new BinanceStream("binance market", connections, config);
    }

    /** The private stream of the account that {@code source} belongs to. */
    static BinanceStream account(
            Wire web,
            Clock clock,
            VenuesConfig config,
            BinanceConnection.Source source,
            BinanceConnection.Receiver receiver) {
        BinanceConnection only = new BinanceConnection(web, clock, config, source, receiver);
        return new BinanceStream("binance account", List.of(only), config);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int pump() {
        int handed = 0;
        for (BinanceConnection connection : connections) {
            handed += connection.pump();
        }
        return handed;
    }

    @Override
    public void fence() {
        CompletableFuture<?>[] answers =
                connections.stream()
                        .map(BinanceConnection::ask)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(answers).get(fenceMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unanswered("binance did not answer the fence in " + fenceMs + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered("interrupted while waiting at the fence");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fence only completes", e);
        }
    }

    @Override
    public void close() {
        connections.forEach(BinanceConnection::close);
    }

    private static VenueError unanswered(String message) {
        return new VenueError(VenueError.Kind.UNAVAILABLE, "", message);
    }

    private static List<URI> targets(VenuesConfig config, Set<String> symbols) {
        List<URI> targets = new ArrayList<>();
        List<String> market = BinanceSymbols.marketStreams(symbols);
        List<String> quotes = BinanceSymbols.publicStreams(symbols);
        for (int from = 0; from < market.size(); from += STREAMS_PER_CONNECTION) {
            targets.add(target(config, "/market", market, from));
        }
        for (int from = 0; from < quotes.size(); from += STREAMS_PER_CONNECTION) {
            targets.add(target(config, "/public", quotes, from));
        }
        return targets;
    }

    private static URI target(VenuesConfig config, String path, List<String> streams, int from) {
        int to = Math.min(streams.size(), from + STREAMS_PER_CONNECTION);
        String names = String.join("/", streams.subList(from, to));
        return URI.create(config.binanceStream() + path + "/stream?streams=" + names);
    }

    /** A place that never changes. */
    private record Fixed(URI target) implements BinanceConnection.Source {
        @Override
        public boolean isCurrent() {
            return true;
        }
    }
}
