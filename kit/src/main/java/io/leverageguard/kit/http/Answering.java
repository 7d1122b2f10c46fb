package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Turn;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: finds what serves them, admits the caller, asks the target, and makes a problem
 * document of whatever is thrown. Hot routes are answered on the event loop where caller and target
 * allow it, everything else on a virtual thread; the answers are the same.
 */
final class Answering implements WebServer.Front {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final RouteTable table;
    private final Mounts mounts;
    private final InternalToken token;
    private final RequestTimers timers;
    private final int hotMax;
    private final AtomicInteger hotNow = new AtomicInteger();
    private volatile @Nullable Gate gate;

    Answering(
            RouteTable table,
            Mounts mounts,
            InternalToken token,
            RequestTimers timers,
            int hotMax) {
        this.table = table;
        this.mounts = mounts;
        this.token = token;
        this.timers = timers;
        this.hotMax = hotMax;
    }

    void gate(Gate installed) {
        gate = installed;
    }

    @Override
    public Turn take(Request request) {
        RouteTable.Found found;
        try {
            found = table.find(request.method(), request.path());
        } catch (Refusal e) {
            Call call = new Call(request, null, timers);
            return now(call.end(Problems.of(e, call.id())));
        }
        Call call = new Call(request, found, timers);
        return found != null && found.entry().isHot() ? hot(call, found) : inThread(call);
    }

    private Turn inThread(Call call) {
        return new Turn.Blocking(() -> call.end(answer(call, () -> work(call))));
    }

    private Response work(Call call) {
        RouteTable.Found found = call.found();
        if (found == null) {
            return page(call.request(), call.id());
        }
        return blocking(target(call, found, admit(call, found.entry().route())));
    }

    /** On a virtual thread a hot target may be waited for. */
    private static Response blocking(Turn turn) {
        return switch (turn) {
            case Turn.Blocking work -> work.work().get();
            case Turn.Later later -> waited(later.answer().toCompletableFuture());
        };
    }

    private static Response waited(CompletableFuture<Supplier<Response>> answer) {
        try {
            return answer.join().get();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Begins to answer on the event loop, unless caller or target need a thread. */
    private Turn hot(Call call, RouteTable.Found found) {
        if (hotNow.incrementAndGet() > hotMax) {
            hotNow.decrementAndGet();
            return now(call.end(Problems.of(tooBusy(), call.id())));
        }
        Turn turn;
        try {
            turn = call.during(() -> begin(call, found));
        } catch (RuntimeException | Error e) {
            hotNow.decrementAndGet();
            return now(call.end(problem(call, e)));
        }
        return switch (turn) {
            case Turn.Later later ->
                    new Turn.Later(
                            later.answer()
                                    .handle(
                                            (answer, failure) -> {
                                                hotNow.decrementAndGet();
                                                return () -> end(call, answer, failure);
                                            }));
            case Turn.Blocking blocking -> {
                hotNow.decrementAndGet();
                yield new Turn.Blocking(() -> call.end(answer(call, blocking.work())));
            }
        };
    }

    private Turn begin(Call call, RouteTable.Found found) {
        Route<?, ?> route = found.entry().route();
        Actor actor = peer(call.request());
        Gate installed = gate;
        if (actor == null && installed != null && isPublic(route)) {
            actor = installed.admitAtOnce(route, incoming(call.request()), call::header);
        }
        return actor == null ? new Turn.Blocking(() -> work(call)) : target(call, found, actor);
    }

    private Response end(
            Call call, @Nullable Supplier<Response> answer, @Nullable Throwable failure) {
        return call.end(answer == null ? problem(call, cause(failure)) : answer(call, answer));
    }

    private static Throwable cause(@Nullable Throwable failure) {
        Throwable inner = failure instanceof CompletionException ? failure.getCause() : failure;
        return inner == null ? new IllegalStateException("failed without a reason") : inner;
    }

    private Response answer(Call call, Supplier<Response> work) {
        try {
            return call.during(work);
        } catch (RuntimeException | StackOverflowError e) {
            return problem(call, e);
        }
    }

    private static Response problem(Call call, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return Problems.of(refusal, call.id());
        }
        Request request = call.request();
        LOG.error("request {} failed: {} {}", call.id(), request.method(), request.path(), failure);
        return Problems.internal(call.id());
    }

    private static Turn now(Response response) {
        return new Turn.Later(CompletableFuture.completedStage(() -> response));
    }

    private static Turn target(Call call, RouteTable.Found found, Actor actor) {
        Route<?, ?> route = found.entry().route();
        if (isPublic(route) && !actor.may(route.permission())) {
            throw actor.roles().isEmpty()
                    ? new Refusal(Reason.UNAUTHENTICATED, "not_logged_in", "Log in first.")
                    : Refusal.forbidden(
                            "not_permitted", "This needs the permission " + route.permission());
        }
        return found.entry().target().take(actor, call.request(), found.gaps());
    }

    /** A peer of ours brings its actor along; everybody else passes the gate. */
    private Actor admit(Call call, Route<?, ?> route) {
        Actor peer = peer(call.request());
        if (peer != null) {
            return peer;
        }
        Gate installed = gate;
        if (installed == null) {
            throw new Refusal(Reason.UNAUTHENTICATED, "not_logged_in", "Log in at the gateway.");
        }
        if (!isPublic(route)) {
            throw new Refusal(Reason.NOT_FOUND, "no_such_path", "There is nothing here.");
        }
        return installed.admit(route, incoming(call.request()), call::header);
    }

    private @Nullable Actor peer(Request request) {
        return token.actor(request.method(), request.path(), request.headers()).orElse(null);
    }

    private Response page(Request request, String id) {
        Optional<Response> mounted = mounts.answer(request);
        if (mounted.isPresent()) {
            return mounted.get();
        }
        Set<String> methods = table.methods(request.path());
        boolean tellsNothing = methods.isEmpty() || request.path().startsWith("/internal/");
        return tellsNothing ? Problems.notFound(id) : Problems.wrongMethod(methods, id);
    }

    private static boolean isPublic(Route<?, ?> route) {
        return route.audience() == Route.Audience.PUBLIC;
    }

    private static Gate.Incoming incoming(Request request) {
        return new Gate.Incoming(
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                request.remote(),
                request.body());
    }

    private static Refusal tooBusy() {
        return new Refusal(Reason.UNAVAILABLE, "too_busy", "Too many requests at a time.");
    }
}
