package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Execution.PegReference;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Execution.Tactic;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.engine.execution.Algorithm;
import io.leverageguard.engine.execution.Iceberg;
import io.leverageguard.engine.execution.ParentOrder;
import io.leverageguard.engine.execution.Participation;
import io.leverageguard.engine.execution.Pegged;
import io.leverageguard.engine.execution.Pegged.Reference;
import io.leverageguard.engine.execution.PriceBound;
import io.leverageguard.engine.execution.Schedule;
import io.leverageguard.engine.execution.Schedule.Jitter;
import io.leverageguard.engine.execution.Scheduled;
import io.leverageguard.engine.execution.Sniper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what a person ordered into ticks, lots and milliseconds. */
record AlgoPlan(Instrument instrument) {
    static final Schedule NO_SCHEDULE = new Schedule(List.of());
    private static final BigDecimal BASIS = BigDecimal.valueOf(10_000);
    private static final long PARTICIPATION_GAP_MS = 1_000;
    private static final long STRIKE_GAP_MS = 250;
    private static final long PEG_GAP_MS = 250;

    /** The parent order as the algorithms see it. */
    ParentOrder parent(StartAlgo order, Instant from) {
        boolean buy = order.side() == Side.BUY;
        BigDecimal limit = order.limitPrice();
        Instant until = order.until();
        return new ParentOrder(
                buy,
                lots(order.quantity()),
                limit == null ? 0 : PriceBound.inside(buy, limit, instrument.tickSize()),
                Boolean.TRUE.equals(order.reduceOnly()),
                from.toEpochMilli(),
                until == null ? Long.MAX_VALUE : until.toEpochMilli());
    }

    /** When how much is due, for algorithms that go by time; the profile is for VWAP. */
    Schedule schedule(StartAlgo order, ParentOrder parent, long[] profile) {
        Tactic tactic = order.tactic();
        Jitter jitter =
                new Jitter(
                        Objects.requireNonNullElse(tactic.sizeJitterPercent(), 0),
                        Objects.requireNonNullElse(tactic.timeJitterPercent(), 0),
                        Objects.requireNonNullElse(tactic.seed(), 0L));
        return switch (tactic.algorithm()) {
            case TWAP -> Schedule.even(parent, slices(tactic), jitter);
            case VWAP -> Schedule.weighted(parent, profile, jitter);
            case POV, ICEBERG, SNIPER, PEGGED -> NO_SCHEDULE;
        };
    }

    /** The algorithm with its numbers. */
    Algorithm algorithm(StartAlgo order, ParentOrder parent, Schedule schedule) {
        Tactic tactic = order.tactic();
        boolean asMaker = Boolean.TRUE.equals(tactic.postOnly());
        return switch (tactic.algorithm()) {
            case TWAP, VWAP -> new Scheduled(schedule);
            case POV ->
                    new Participation(
                            basisPoints(Objects.requireNonNull(tactic.participation())),
                            lotsOrZero(tactic.partMax()),
                            PARTICIPATION_GAP_MS);
            case ICEBERG ->
                    new Iceberg(
                            lots(Objects.requireNonNull(tactic.display())),
                            parent.limitTicks(),
                            asMaker);
            case SNIPER -> new Sniper(lotsOrZero(tactic.sizeMin()), STRIKE_GAP_MS);
            case PEGGED ->
                    new Pegged(
                            reference(Objects.requireNonNull(tactic.reference())),
                            ticksOrZero(tactic.offset()),
                            lotsOrZero(tactic.display()),
                            ticksOrZero(tactic.tolerance()),
                            PEG_GAP_MS,
                            asMaker);
        };
    }

    static int slices(Tactic tactic) {
        return Objects.requireNonNull(tactic.slices(), "checked before");
    }

    /** Whole lots; what is not whole is rounded up, so that too much is never thought free. */
    long lots(BigDecimal quantity) {
        return quantity.divide(instrument.lotSize(), 0, RoundingMode.CEILING).longValueExact();
    }

    /** Whole lots; what is not whole does not count. */
    long lotsDown(BigDecimal quantity) {
        return quantity.divide(instrument.lotSize(), 0, RoundingMode.FLOOR).longValueExact();
    }

    long ticks(BigDecimal price, RoundingMode rounding) {
        return price.divide(instrument.tickSize(), 0, rounding).longValueExact();
    }

    BigDecimal quantity(long lots) {
        return instrument.lotSize().multiply(BigDecimal.valueOf(lots));
    }

    BigDecimal price(long ticks) {
        return instrument.tickSize().multiply(BigDecimal.valueOf(ticks));
    }

    /** The smallest part that the venue takes at a price. */
    long minLots(long ticks) {
        long byQuantity = lots(instrument.minQuantity());
        if (ticks <= 0) {
            return Math.max(1, byQuantity);
        }
        BigDecimal perLot = price(ticks).multiply(instrument.lotSize());
        long byValue =
                instrument.minNotional().divide(perLot, 0, RoundingMode.CEILING).longValueExact();
        return Math.max(1, Math.max(byQuantity, byValue));
    }

    long maxLots() {
        return lotsDown(instrument.maxQuantity());
    }

    private long lotsOrZero(@Nullable BigDecimal quantity) {
        return quantity == null ? 0 : lots(quantity);
    }

    private long ticksOrZero(@Nullable BigDecimal distance) {
        return distance == null ? 0 : ticks(distance, RoundingMode.HALF_UP);
    }

    private static int basisPoints(BigDecimal share) {
        return share.multiply(BASIS).setScale(0, RoundingMode.FLOOR).intValueExact();
    }

    private static Reference reference(PegReference reference) {
        return switch (reference) {
            case BID -> Reference.BID;
            case MID -> Reference.MID;
            case ASK -> Reference.ASK;
        };
    }
}
