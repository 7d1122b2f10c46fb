package io.leverageguard.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at times that are set beforehand, whatever the answers do: the load of a crowd
 * that does not wait for its turn. A request for which no connection is free waits, and that counts
 * as time it took. One thread, connections that stay open, no pipelining.
 */
final class OpenLoop implements AutoCloseable {
    /** Makes the next request, in HTTP/1.1. */
    interface Requests {
        byte[] next();
    }

    /**
     * What one round found.
     *
     * @param statuses how many answers there were of each status
     * @param seconds from the first intended moment to the last answer
     */
    record Round(Latencies taken, Map<Integer, Integer> statuses, double seconds, int unanswered) {
        /** Good answers per second. */
        double speed() {
            return statuses.getOrDefault(200, 0) / seconds;
        }
    }

    private static final long NAP_NANOS = 100_000;
    private static final long AFTERWARDS_NANOS = 5_000_000_000L;

    private final Selector selector = Selector.open();
    private final Deque<Line> free = new ArrayDeque<>();
    private final Deque<Line> all = new ArrayDeque<>();

    OpenLoop(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            Line line = new Line(channel);
            channel.register(selector, SelectionKey.OP_READ, line);
            free.add(line);
            all.add(line);
        }
    }

    /** Asks {@code perSecond} times a second for so long. */
    Round run(Requests requests, int perSecond, double seconds) throws IOException {
        int wanted = (int) (perSecond * seconds);
        double gap = 1e9 / perSecond;
        long begun = System.nanoTime();
        Latencies taken = new Latencies();
        Map<Integer, Integer> statuses = new TreeMap<>();
        int sent = 0;
        int answered = 0;
        long last = begun;
        while (answered < wanted) {
            long now = System.nanoTime();
            boolean idle = true;
            while (sent < wanted && !free.isEmpty() && begun + (long) (sent * gap) <= now) {
                free.remove().send(requests.next(), begun + (long) (sent * gap));
                sent++;
                idle = false;
            }
            int heard = hear(taken, statuses);
            answered += heard;
            if (heard > 0) {
                last = System.nanoTime();
            } else if (now - last > AFTERWARDS_NANOS && sent == wanted) {
                break;
            } else if (idle) {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        return new Round(taken, statuses, (last - begun) / 1e9, wanted - answered);
    }

    @Override
    public void close() throws IOException {
        for (Line line : all) {
            line.channel.close();
        }
        selector.close();
    }

    private int hear(Latencies taken, Map<Integer, Integer> statuses) throws IOException {
        int[] heard = {0};
        selector.selectNow(
                key -> {
                    Line line = (Line) key.attachment();
                    int status = line.read();
                    if (status > 0) {
                        taken.add(System.nanoTime() - line.intended);
                        statuses.merge(status, 1, Integer::sum);
                        free.add(line);
                        heard[0]++;
                    }
                });
        return heard[0];
    }

    /** One connection, which has at most one request on its way. */
    private static final class Line {
        private final SocketChannel channel;
        private final HttpAnswer answer = new HttpAnswer();
        private long intended;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request, long at) throws IOException {
            intended = at;
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** The status once the answer is whole; 0 before. */
        int read() {
            try {
                return answer.read(channel);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
