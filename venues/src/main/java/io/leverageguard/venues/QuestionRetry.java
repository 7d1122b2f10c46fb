package io.leverageguard.venues;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a venue again while what went wrong may pass: no answer came, or one that says so. For
 * questions only; a command whose answer did not come may have been carried out.
 *
 * @param <A> an answer, good or bad
 */
public final class QuestionRetry<A> {
    private static final int ATTEMPTS_MAX = 3;

    private final String venue;
    private final Retry retry;

    /** Pauses as configured; {@code isPassing} says of an answer whether asking again may help. */
    public QuestionRetry(String venue, VenuesConfig config, Predicate<A> isPassing) {
        this.venue = venue;
        this.retry =
                Retry.of(
                        venue,
                        RetryConfig.<Attempt<A>>custom()
                                .maxAttempts(ATTEMPTS_MAX)
                                .intervalFunction(
                                        IntervalFunction.ofExponentialBackoff(config.retryDelay()))
                                .retryOnResult(last -> last.isPassing(isPassing))
                                .retryOnException(QuestionRetry::isPassing)
                                .build());
    }

    /** One question. */
    @FunctionalInterface
    public interface Question<A> {
        /** Asks once. */
        A ask() throws IOException;
    }

    /** One try: an answer, or why there was none. */
    private record Attempt<A>(@Nullable A answer, String silence) {
        private boolean isPassing(Predicate<A> passing) {
            return answer == null || passing.test(answer);
        }
    }

    /**
     * The last answer.
     *
     * @throws VenueError when none came
     */
    public A ask(Question<A> question) {
        Attempt<A> last = retry.executeSupplier(() -> attempt(question));
        A answer = last.answer;
        if (answer == null) {
            throw new VenueError(
                    VenueError.Kind.UNAVAILABLE,
                    "",
                    "no answer from " + venue + ": " + last.silence);
        }
        return answer;
    }

    private static <A> Attempt<A> attempt(Question<A> question) {
        try {
            return new Attempt<>(question.ask(), "");
        } catch (IOException e) {
            return new Attempt<>(null, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof VenueError error && error.kind() == VenueError.Kind.UNAVAILABLE;
    }
}
