package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Execution;
import io.leverageguard.api.trading.ExecutionRoutes;
import io.leverageguard.api.trading.Routing;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Execution} and {@link Routing} to people and to other processes. */
final class ExecutionHttp {
    private ExecutionHttp() {}

    static void serve(Server server, Execution execution) {
        server.serve(ExecutionRoutes.START, execution::start);
        server.serve(ExecutionRoutes.ALGO, execution::algo);
        server.serve(ExecutionRoutes.PAUSE, execution::pause);
        server.serve(ExecutionRoutes.RESUME, execution::resume);
        server.serve(ExecutionRoutes.STOP, execution::stop);
        server.serve(ExecutionRoutes.PARTS, execution::parts);
        server.serve(ExecutionRoutes.REPORT, execution::report);
        server.serve(ExecutionRoutes.ALGOS, execution::algos);
    }

    static void serve(Server server, Routing routing) {
        server.serve(ExecutionRoutes.QUOTE, routing::quote);
        server.serve(ExecutionRoutes.ROUTE, routing::route);
        server.serve(ExecutionRoutes.ROUTED, routing::routed);
    }
}
