package io.leverageguard.gateway;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.gateway.Gateway;
import io.leverageguard.api.users.Users;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.Audience;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.ops.ProcessState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wires the gateway. The only public class of this package. */
public final class GatewayModule {
    /** A service that runs in another process: what it serves, and the way there. */
    public record Peer(List<Route<?, ?>> routes, HttpServer.Forwarder forwarder) {}

    /**
     * A process of the product.
     *
     * @param services what is expected to run in it
     * @param address where it is, absent for our own
     * @param state asks it how it is
     */
    public record RunningProcess(
            List<String> services, @Nullable String address, Supplier<ProcessState> state) {}

    private static final Actor SELF = Actor.service("gateway");

    private final GatewayService service;

    /**
     * Puts the gate on {@code server}, passes on what {@code peers} serve, and serves the API
     * document, the pages and the stream.
     *
     * @param audits the audit trail of each service, by its name
     * @param processes every process, our own first
     */
    public GatewayModule(
            Kit kit,
            HttpServer server,
            Users users,
            Config config,
            Collection<Peer> peers,
            Map<String, AuditTrail> audits,
            List<RunningProcess> processes) {
        LiveSettings settings = new LiveSettings("gateway", config);
        AccessTokens tokens =
                new AccessTokens(kit.clock(), () -> users.keys(SELF, None.NONE).jwks());
        StreamSockets stream = new StreamSockets(kit.clock(), kit.hub(), tokens);
        kit.pumps().add(settings);
        kit.pumps().add(stream);
        server.gate(new Admission(tokens, new RateLimits(kit.clock(), settings)));
        service = new GatewayService(audits, new SystemDesk(processes, kit.clock()));
        GatewayHttp.serve(server, service);
        new BrowserSessions(users, tokens).serve(server);
        server.sockets(StreamSockets.PATH, stream);
        for (Peer peer : peers) {
            forward(server, peer);
        }
    }

    /** The document of the public API, as {@code /api/openapi.json} has it; needs no server. */
    public static String apiDocument() {
        return GatewayHttp.apiDocument();
    }

    /** The service itself. */
    public Gateway api() {
        return service;
    }

    /** Internal routes stay between services. */
    private static void forward(HttpServer server, Peer peer) {
        for (Route<?, ?> route : peer.routes()) {
            if (route.audience() == Audience.PUBLIC) {
                server.forward(route, peer.forwarder());
            }
        }
    }
}
