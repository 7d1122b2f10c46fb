package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Decides who a caller from outside is, and whether the call may be made now. */
@FunctionalInterface
public interface Gate {
    /**
     * Admits a call of a public route.
     *
     * @param responseHeader takes names and values of headers for the answer, whatever it will be
     */
    Actor admit(Route<?, ?> route, Incoming in, BiConsumer<String, String> responseHeader)
            throws Refusal;

    /**
     * Like {@link #admit}, on a thread that must not block. Null when it takes longer to decide:
     * then nothing was counted, and {@link #admit} is asked on another thread.
     */
    default @Nullable Actor admitAtOnce(
            Route<?, ?> route, Incoming in, BiConsumer<String, String> responseHeader)
            throws Refusal {
        return null;
    }

    /**
     * What is known of a call before its body is read.
     *
     * @param path as called
     * @param headers by lower-case name
     * @param remote the peer's address
     * @param body as received; some callers sign it
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Incoming(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            String remote,
            byte[] body) {
        /** The header, empty if there is none. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }
}
