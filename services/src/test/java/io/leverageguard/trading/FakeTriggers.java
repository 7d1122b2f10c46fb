package io.leverageguard.trading;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The conditional orders that {@link FakeAccount} keeps. */
final class FakeTriggers {
    private final Map<String, TriggerRequest> requests = new LinkedHashMap<>();
    private final Map<String, TriggerReport> reports = new LinkedHashMap<>();
    private final Consumer<Consumer<AccountSink>> frames;
    private final Supplier<Instant> now;
    private int serial = 1;

    FakeTriggers(Consumer<Consumer<AccountSink>> frames, Supplier<Instant> now) {
        this.frames = frames;
        this.now = now;
    }

    TriggerReport place(TriggerRequest request) {
        requests.put(request.clientOrderId(), request);
        return put(report(request, "a" + serial++, TriggerState.WAITING, ""));
    }

    boolean cancel(String clientOrderId) {
        TriggerReport known = reports.get(clientOrderId);
        if (known == null || known.state() != TriggerState.WAITING) {
            return false;
        }
        put(report(request(clientOrderId), known.venueTriggerId(), TriggerState.CANCELED, ""));
        return true;
    }

    Optional<TriggerReport> find(String clientOrderId) {
        return Optional.ofNullable(reports.get(clientOrderId));
    }

    List<TriggerReport> waiting() {
        return reports.values().stream()
                .filter(report -> report.state() == TriggerState.WAITING)
                .toList();
    }

    /** Sets off what the price has reached; {@code send} returns the id of the new order. */
    void price(BigDecimal price, BiFunction<TriggerRequest, String, String> send) {
        for (TriggerReport waiting : waiting()) {
            TriggerRequest request = request(waiting.clientOrderId());
            if (isReached(request, price)) {
                String order = send.apply(request, "child-" + waiting.venueTriggerId());
                put(report(request, waiting.venueTriggerId(), TriggerState.TRIGGERED, order));
            }
        }
    }

    private static boolean isReached(TriggerRequest request, BigDecimal price) {
        BigDecimal at = request.triggerPrice();
        if (at == null) {
            return false;
        }
        boolean above = (request.side() == OrderSide.BUY) == (request.kind() == TriggerKind.STOP);
        return above ? price.compareTo(at) >= 0 : price.compareTo(at) <= 0;
    }

    private TriggerReport put(TriggerReport report) {
        reports.put(report.clientOrderId(), report);
        frames.accept(sink -> sink.onTrigger(report));
        return report;
    }

    private TriggerRequest request(String clientOrderId) {
        return Objects.requireNonNull(requests.get(clientOrderId), clientOrderId);
    }

    private TriggerReport report(
            TriggerRequest request, String id, TriggerState state, String venueOrderId) {
        return new TriggerReport(
                request.symbol(),
                id,
                request.clientOrderId(),
                request.side(),
                request.kind(),
                state,
                orZero(request.triggerPrice()),
                orZero(request.quantity()),
                venueOrderId,
                now.get());
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
