package io.leverageguard.gateway;

import io.leverageguard.gateway.AccessTokens.Verified;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.RateClass;
import io.leverageguard.kit.http.Gate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Admits calls: who is it, how often has he called, may he do this. Whoever is not logged in is
 * counted by address, and so is whoever shows a token that is not good.
 */
final class Admission implements Gate {
    private static final String BEARER = "bearer ";

    private final AccessTokens tokens;
    private final RateLimits limits;

    Admission(AccessTokens tokens, RateLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    public Actor admit(Route<?, ?> route, Incoming in, BiConsumer<String, String> responseHeader) {
        if (route.permission() == Permission.ANYONE) {
            limits.count(route.rate(), in.remote(), responseHeader);
            return Actor.ANONYMOUS;
        }
        return counted(route, actor(in, responseHeader), responseHeader);
    }

    /** Whoever shows a token that is remembered is admitted at once. */
    @Override
    public @Nullable Actor admitAtOnce(
            Route<?, ?> route, Incoming in, BiConsumer<String, String> responseHeader) {
        String header = in.header("authorization");
        if (route.permission() == Permission.ANYONE || !isBearer(header)) {
            return null;
        }
        Verified known = tokens.remembered(bearer(header));
        return known == null ? null : counted(route, known.actor(), responseHeader);
    }

    private Actor counted(
            Route<?, ?> route, Actor actor, BiConsumer<String, String> responseHeader) {
        limits.count(route.rate(), actor.user().toString(), responseHeader);
        if (!actor.may(route.permission())) {
            throw Refusal.forbidden(
                    "not_permitted", "this needs the permission " + route.permission());
        }
        return actor;
    }

    private Actor actor(Incoming in, BiConsumer<String, String> responseHeader) {
        try {
            return tokens.verify(bearer(in.header("authorization"))).actor();
        } catch (Refusal refusal) {
            if (refusal.reason() == Reason.UNAUTHENTICATED) {
                limits.count(RateClass.GENERAL, in.remote(), responseHeader);
                responseHeader.accept("www-authenticate", "Bearer");
            }
            throw refusal;
        }
    }

    /** The token in an Authorization header. */
    static String bearer(String header) {
        if (header.isEmpty()) {
            throw new Refusal(
                    Reason.UNAUTHENTICATED,
                    "not_logged_in",
                    "log in and send the access token as Authorization: Bearer …");
        }
        if (!isBearer(header)) {
            throw new Refusal(
                    Reason.UNAUTHENTICATED,
                    "token_invalid",
                    "the Authorization header must be: Bearer and the access token");
        }
        return header.substring(BEARER.length()).strip();
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
