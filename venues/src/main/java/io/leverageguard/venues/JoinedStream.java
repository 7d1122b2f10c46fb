package io.leverageguard.venues;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream over several connections, which are handed over one after the other, always in the same
 * order.
 */
public final class JoinedStream implements VenueStream {
    private final String name;
    private final List<VenueConnection> connections;
    private final long fenceMsMax;

    /** A stream of {@code connections}. */
    public JoinedStream(String name, List<VenueConnection> connections, VenuesConfig config) {
        this.name = name;
        this.connections = List.copyOf(connections);
        this.fenceMsMax = config.fenceTimeout().toMillis();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int pump() {
        int handed = 0;
        for (VenueConnection connection : connections) {
            handed += connection.pump();
        }
        return handed;
    }

    @Override
    public void fence() {
        CompletableFuture<?>[] answers =
                connections.stream().map(VenueConnection::ask).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(answers).get(fenceMsMax, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw unanswered(name + " did not answer the fence in " + fenceMsMax + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unanswered("interrupted while waiting at the fence");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fence only completes", e);
        }
    }

    @Override
    public void close() {
        connections.forEach(VenueConnection::close);
    }

    private static VenueError unanswered(String message) {
        return new VenueError(VenueError.Kind.UNAVAILABLE, "", message);
    }
}
