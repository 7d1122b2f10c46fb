package io.leverageguard.cover;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.CoverOutlook.CoverTerms;
import io.leverageguard.api.cover.CoverOutlook.TermStep;
import io.leverageguard.api.cover.CoverOutlook.TermsQuery;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.engine.margin.IsolatedMargin;
import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.engine.pricing.InsurabilityIndex;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long cover can be had at each leverage: the longest time at which the insurability index
 * still reaches what is accepted. A quote on a real position says it exactly; this is for choosing
 * a leverage before there is one.
 */
final class TermTable {
    /** What is on sale, shortest first. */
    static final List<Duration> TERMS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(8),
                    Duration.ofHours(24),
                    Duration.ofHours(72),
                    Duration.ofDays(7));

    private static final List<Integer> LEVERAGES = List.of(2, 3, 5, 10, 20, 25, 50, 75, 100, 125);

    /** What large venues ask of small positions in the large symbols. */
    private static final BigDecimal MAINTENANCE_RATE = new BigDecimal("0.005");

    private static final MarginTable MARGINS =
            MarginTable.of(
                    List.of(
                            new MarginBracket(
                                    BigDecimal.ZERO,
                                    new BigDecimal("1000000000"),
                                    125,
                                    MAINTENANCE_RATE,
                                    BigDecimal.ZERO)));

    /** Finer than this, nobody cares. */
    private static final long PRECISION_SECONDS = 60;

    private final Underwriter underwriter;
    private final PriceHistory history;
    private final MarkPrice price;
    private final boolean isLong;
    private final double floor;

    TermTable(
            Underwriter underwriter,
            PriceHistory history,
            MarkPrice price,
            boolean isLong,
            double floor) {
        this.underwriter = underwriter;
        this.history = history;
        this.price = price;
        this.isLong = isLong;
        this.floor = floor;
    }

    CoverTerms of(TermsQuery query, Instant now) {
        BigDecimal accept = underwriter.setting(SettingKey.COVER_D_REFER);
        BigDecimal refuse = underwriter.setting(SettingKey.COVER_D_REFUSE);
        List<TermStep> steps = new ArrayList<>();
        for (int leverage : LEVERAGES) {
            barrier(leverage)
                    .ifPresent(barrier -> steps.add(step(leverage, barrier, accept, refuse)));
        }
        return new CoverTerms(
                query.venue(),
                query.symbol(),
                query.side(),
                price.mark(),
                MAINTENANCE_RATE,
                accept,
                refuse,
                underwriter.waiting().toSeconds(),
                TERMS,
                steps,
                now);
    }

    private Optional<BigDecimal> barrier(int leverage) {
        BigDecimal margin = IsolatedMargin.initialMargin(BigDecimal.ONE, price.mark(), leverage);
        return IsolatedMargin.liquidationPrice(
                isLong, BigDecimal.ONE, price.mark(), margin, MARGINS);
    }

    private TermStep step(int leverage, BigDecimal barrier, BigDecimal accept, BigDecimal refuse) {
        long accepted = longest(barrier, accept.doubleValue());
        return new TermStep(
                leverage,
                barrier,
                accepted,
                longest(barrier, refuse.doubleValue()),
                longestTerm(accepted));
    }

    private @Nullable Duration longestTerm(long seconds) {
        return TERMS.stream()
                .filter(term -> term.toSeconds() <= seconds)
                .filter(term -> term.compareTo(underwriter.waiting()) > 0)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** By halving: the volatility that is used depends on the term itself. */
    private long longest(BigDecimal barrier, double limit) {
        long reaches = 0;
        long fails = TERMS.getLast().toSeconds() + PRECISION_SECONDS;
        while (fails - reaches > PRECISION_SECONDS) {
            long middle = (reaches + fails) / 2;
            if (index(barrier, Duration.ofSeconds(middle)) >= limit) {
                reaches = middle;
            } else {
                fails = middle;
            }
        }
        return Math.min(reaches, TERMS.getLast().toSeconds())
                / PRECISION_SECONDS
                * PRECISION_SECONDS;
    }

    private double index(BigDecimal barrier, Duration term) {
        double sigma = history.volatility(term, floor, underwriter.stress()).used();
        return InsurabilityIndex.of(
                price.mark().doubleValue(),
                barrier.doubleValue(),
                sigma,
                InsurabilityIndex.years(term));
    }
}
