package io.leverageguard.kit;

import io.leverageguard.kit.feed.FeedPump;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.ops.ProcessState;
import io.leverageguard.kit.ops.ProcessState.FeedHead;
import io.leverageguard.kit.ops.ProcessState.FeedState;
import io.leverageguard.kit.ops.Version;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Says how this process is, to the operator's page. */
public final class ProcessReport {
    private final Kit kit;
    private final HttpServer server;
    private final List<String> services;
    private final Instant startedAt;

    /** Of the process that runs {@code services} since now. */
    public ProcessReport(Kit kit, HttpServer server, List<String> services) {
        this.kit = kit;
        this.server = server;
        this.services = List.copyOf(services);
        this.startedAt = kit.clock().now();
    }

    /** How it is now. */
    public ProcessState state() {
        Set<String> here = Set.copyOf(services);
        List<FeedHead> heads =
                kit.databases().heads().entrySet().stream()
                        .filter(head -> here.contains(head.getKey()))
                        .map(head -> new FeedHead(head.getKey(), head.getValue()))
                        .toList();
        List<FeedState> feeds =
                kit.pumps().all().stream()
                        .filter(FeedPump.class::isInstance)
                        .map(pump -> ((FeedPump) pump).state())
                        .toList();
        return new ProcessState(
                services,
                server.failing(),
                startedAt,
                Version.NUMBER,
                feeds,
                heads,
                kit.pumps().states());
    }
}
