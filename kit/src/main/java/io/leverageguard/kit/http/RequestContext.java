package io.leverageguard.kit.http;

import java.util.Optional;

/**
 * What surrounds the request that the present thread answers.
 *
 * @param requestId names the request in answers and logs
 * @param idempotencyKey the caller's {@code Idempotency-Key}, empty if there was none
 * @param remote the peer's address
 * @param userAgent what the peer calls itself, may be empty
 */
public record RequestContext(
        String requestId, String idempotencyKey, String remote, String userAgent) {
    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    /** The context, if the present thread answers a request. */
    public static Optional<RequestContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Runs {@code work} with this context. */
    <T> T during(ScopedValue.CallableOp<T, RuntimeException> work) {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}
