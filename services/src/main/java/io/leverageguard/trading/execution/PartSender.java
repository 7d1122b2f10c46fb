package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends, cancels and looks up parts; each answer is a newer row of the part. */
final class PartSender {
    static final Actor SELF = Actor.service("trading");
    private static final Logger LOG = LoggerFactory.getLogger(PartSender.class);

    private final Trading trading;
    private final VenueQuality quality;
    private final Clock clock;
    private final SideBySide sideBySide;

    PartSender(Trading trading, VenueQuality quality, Clock clock, SideBySide sideBySide) {
        this.trading = trading;
        this.quality = quality;
        this.clock = clock;
        this.sideBySide = sideBySide;
    }

    /** How several things are done at the same time; returns when all are done. */
    @FunctionalInterface
    interface SideBySide {
        /** One after the other, for story time. */
        SideBySide IN_TURN = tasks -> tasks.forEach(Runnable::run);

        /** Each on a virtual thread of its own. */
        SideBySide THREADS =
                tasks -> {
                    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        tasks.forEach(threads::execute);
                    }
                };

        void run(List<Runnable> tasks);
    }

    /** Sends parts at the same time; the answers are in the order of the parts. */
    List<PartRow> sendAll(List<PartRow> parts, Function<PartRow, String> venues) {
        if (parts.size() == 1) {
            return List.of(send(parts.getFirst(), venues.apply(parts.getFirst())));
        }
        List<PartRow> answers = Collections.synchronizedList(new ArrayList<>(parts));
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int place = i;
            PartRow part = parts.get(i);
            tasks.add(() -> answers.set(place, send(part, venues.apply(part))));
        }
        sideBySide.run(tasks);
        return List.copyOf(answers);
    }

    /** Now, as precise as the database keeps it. */
    Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Sends a part, or sends it again: the same id is the same order. Stays as it is when trading
     * cannot answer just now.
     */
    PartRow send(PartRow part, String venue) {
        Instant before = clock.now();
        try {
            Order order = trading.place(SELF, part.command());
            long millis = Duration.between(before, clock.now()).toMillis();
            if (order.state() != OrderState.DENIED) {
                quality.answered(venue, millis, order.state() == OrderState.REJECTED);
            }
            return part.after(order, now()).answeredIn(millis);
        } catch (Refusal e) {
            if (passes(e)) {
                LOG.info("part {} of {} waits: {}", part.number(), part.parent(), e.getMessage());
                return part;
            }
            return part.ended(OrderState.REJECTED, e.code() + ": " + e.getMessage(), now());
        }
    }

    /** Asks for a part to be cancelled; if it is not open any more, that is what is answered. */
    PartRow cancel(PartRow part) {
        try {
            return part.after(trading.cancel(SELF, new OrderRef(part.order())), now());
        } catch (Refusal e) {
            return passes(e) ? part : look(part);
        }
    }

    /** How a part stands; one without an answer that trading never had ends as cancelled. */
    PartRow look(PartRow part) {
        try {
            return part.after(trading.order(SELF, new OrderRef(part.order())), now());
        } catch (Refusal e) {
            if (e.reason() == Reason.NOT_FOUND && part.isUnanswered()) {
                return part.ended(OrderState.CANCELED, "never sent", now());
            }
            LOG.info("part {} of {}: {}", part.number(), part.parent(), e.getMessage());
            return part;
        }
    }

    /** Whether the same command may succeed later. */
    private static boolean passes(Refusal e) {
        return e.reason() == Reason.UNAVAILABLE || e.reason() == Reason.LIMIT_REACHED;
    }
}
