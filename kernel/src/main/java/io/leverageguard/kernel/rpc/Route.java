package io.leverageguard.kernel.rpc;

import io.leverageguard.kernel.access.Permission;
import java.util.Objects;

/**
 * One operation, described once: the server's binding, the client, the OpenAPI document and the
 * permission check all come from it.
 *
 * <p>The request is a record. Components named in the path template come from the path; the others
 * come from the query for GET and DELETE and from the JSON body otherwise. An operation without
 * input takes {@link None}.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path the template, for example {@code /api/v1/policies/{policy}}
 * @param request the request record
 * @param response the response record, or {@link None}
 * @param audience who may reach it
 * @param permission what the caller must be allowed to do
 * @param rate the class of requests it counts against
 * @param summary one line for the API document
 */
public record Route<Q, R>(
        Method method,
        String path,
        Class<Q> request,
        Class<R> response,
        Audience audience,
        Permission permission,
        RateClass rate,
        String summary) {

    /** How a route is called. */
    public enum Method {
        /** Reads. */
        GET,
        /** Commands. */
        POST,
        /** Replaces. */
        PUT,
        /** Removes. */
        DELETE
    }

    /** Who may reach a route. */
    public enum Audience {
        /** People and programs, through the gateway. */
        PUBLIC,
        /** Other services only; the gateway never forwards it. */
        INTERNAL
    }

    /** The quota that a call counts against. The numbers are runtime settings. */
    public enum RateClass {
        /** Ordinary calls. */
        GENERAL,
        /** Registration and log-in: whoever guesses passwords calls these. */
        AUTH,
        /** Orders and cancels. */
        TRADING,
        /** Not counted: calls between services. */
        NONE
    }

    /** No input, or no output. */
    public record None() {
        /** The one value. */
        public static final None NONE = new None();
    }

    /** Checks that the path fits the audience. */
    public Route {
        Objects.requireNonNull(method, "method is null");
        Objects.requireNonNull(request, "request is null");
        Objects.requireNonNull(response, "response is null");
        String prefix = audience == Audience.PUBLIC ? "/api/v1/" : "/internal/";
        if (!path.startsWith(prefix)) {
            throw new IllegalArgumentException(path + " must start with " + prefix);
        }
    }

    /** A public route that counts as an ordinary call. */
    public static <Q, R> Route<Q, R> open(
            Method method,
            String path,
            Class<Q> request,
            Class<R> response,
            Permission permission,
            String summary) {
        return new Route<>(
                method,
                path,
                request,
                response,
                Audience.PUBLIC,
                permission,
                RateClass.GENERAL,
                summary);
    }

    /** An internal route, always a POST so that any record can be sent. */
    public static <Q, R> Route<Q, R> internal(
            String path, Class<Q> request, Class<R> response, String summary) {
        return new Route<>(
                Method.POST,
                path,
                request,
                response,
                Audience.INTERNAL,
                Permission.INTERNAL,
                RateClass.NONE,
                summary);
    }

    /** The same route, counted against another class. */
    public Route<Q, R> counted(RateClass other) {
        return new Route<>(method, path, request, response, audience, permission, other, summary);
    }
}
