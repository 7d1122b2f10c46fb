package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a scope has at risk now. Amounts are in the quote asset.
 *
 * @param tails what a day may cost: value at risk and expected shortfall
 * @param stress what the named price moves would do, mildest first
 * @param limits the limits of the scope and of those within it, and how much of each is used
 * @param trips those in force
 */
public record RiskReport(
        Scope scope,
        Instant at,
        Total total,
        List<Part> bySymbol,
        List<Part> byVenue,
        List<Held> positions,
        Tails tails,
        List<Step> stress,
        List<Use> limits,
        List<Risk.Warning> warnings,
        List<Trip> trips) {

    /**
     * The sums.
     *
     * @param equity wallets and unrealised profit; absent while a wallet is not known
     * @param leverage gross notional over equity; absent with it, or where it is not positive
     * @param maintenance the maintenance margin; absent while a margin table is not known
     * @param marginRatio maintenance over equity; 1 is liquidation
     * @param unpriced positions that have no mark price now and are left out of everything
     */
    public record Total(
            BigDecimal grossNotional,
            BigDecimal netNotional,
            BigDecimal margin,
            BigDecimal unrealizedPnl,
            @Nullable BigDecimal equity,
            @Nullable BigDecimal leverage,
            @Nullable BigDecimal maintenance,
            @Nullable BigDecimal marginRatio,
            List<String> unpriced) {}

    /**
     * What one instrument, or one venue, has of the sums.
     *
     * @param name {@code venue:SYMBOL}, or the venue
     * @param distance the smallest distance to liquidation; absent where nothing is liquidated
     */
    public record Part(
            String name,
            BigDecimal grossNotional,
            BigDecimal netNotional,
            BigDecimal margin,
            BigDecimal unrealizedPnl,
            @Nullable BigDecimal distance) {}

    /** One position at the mark. */
    public record Held(
            AccountId account,
            String venue,
            String symbol,
            BigDecimal quantity,
            BigDecimal mark,
            BigDecimal notional,
            BigDecimal margin,
            BigDecimal unrealizedPnl,
            @Nullable BigDecimal liquidationPrice,
            @Nullable BigDecimal distance) {}

    /**
     * Value at risk of the positions as they are, over one day.
     *
     * @param basis {@code DAYS} where daily moves are known, {@code HOURS} where hourly ones are
     *     scaled by √24, {@code NONE} where neither are
     * @param observations how many moves the measures rest on
     * @param without instruments too new to be measured, which are left out
     */
    public record Tails(
            Basis basis, int observations, List<String> without, List<Measure> measures) {}

    /** What moves a measure rests on. */
    public enum Basis {
        /** Daily moves. */
        DAYS,
        /** Hourly moves, scaled to a day. */
        HOURS,
        /** None: nothing can be said. */
        NONE
    }

    /** How a measure is made. */
    public enum Method {
        /** From past moves as they were. */
        HISTORICAL,
        /** From the normal distribution with the exponentially weighted variance (λ = 0.94). */
        EWMA
    }

    /**
     * One measure.
     *
     * @param confidence for example 0.95
     * @param valueAtRisk the loss that is not exceeded with that probability, at least zero
     * @param expectedShortfall the mean loss beyond it, at least zero
     */
    public record Measure(
            Method method,
            BigDecimal confidence,
            BigDecimal valueAtRisk,
            BigDecimal expectedShortfall) {}

    /**
     * What one price move would do.
     *
     * @param loss what the positions lose; what is liquidated loses its margin whole
     * @param equity what remains; absent while a wallet is not known
     * @param marginRatio maintenance over margin balance at the moved prices, before anything is
     *     liquidated; absent where it is not known or no balance is left
     * @param liquidated the positions that the venue would close
     */
    public record Step(
            String scenario,
            BigDecimal loss,
            @Nullable BigDecimal equity,
            @Nullable BigDecimal marginRatio,
            List<Victim> liquidated) {}

    /** A position that would be liquidated. */
    public record Victim(AccountId account, String venue, String symbol) {}

    /**
     * How much of a limit is used.
     *
     * @param limit the name of the number
     * @param used absent where the engine alone knows it
     * @param share used over limit, 1 being all of it; absent with it
     */
    public record Use(
            Scope scope,
            String limit,
            BigDecimal max,
            @Nullable BigDecimal used,
            @Nullable BigDecimal share) {}
}
