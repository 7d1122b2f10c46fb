package io.leverageguard.cover;

import static io.leverageguard.cover.Answer.fail;
import static io.leverageguard.cover.Answer.noClosure;
import static io.leverageguard.cover.Answer.pass;
import static io.leverageguard.cover.Answer.unknown;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

/** Checks against what everybody can see: V10 and V11. */
final class MarketChecks {
    /** Venues that publish every liquidation, so that absence means something. */
    static final Set<String> COMPLETE_FEEDS = Set.of("bybit");

    /** How far around a closure its publication is looked for. */
    static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(10);

    private MarketChecks() {}

    /** V10: the second trigger, which nobody can move by moving margin. */
    static Answer touched(Case c) {
        Policy policy = c.policy();
        Extremes waiting = c.facts().waiting();
        if (touches(policy, waiting)) {
            return fail("the barrier was touched before cover began");
        }
        Extremes covered = c.facts().covered();
        if (covered.samples() == 0) {
            return unknown("no price was recorded in the period of cover");
        }
        String words =
                "%s of the mark price %s, of the index %s, barrier %s"
                        .formatted(
                                isLong(policy) ? "low" : "high",
                                mark(policy, covered).toPlainString(),
                                index(policy, covered).toPlainString(),
                                policy.barrier().toPlainString());
        return touches(policy, covered) ? pass(words) : fail(words + ": not touched");
    }

    /** V11: absence proves nothing where a venue publishes only some of its liquidations. */
    static Answer published(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        for (PublicLiquidation print : c.facts().published()) {
            if (matches(print, closure)) {
                return pass(
                        "published at %s: %s at %s"
                                .formatted(
                                        print.at(),
                                        print.quantity().toPlainString(),
                                        print.price().toPlainString()));
            }
        }
        return COMPLETE_FEEDS.contains(closure.venue())
                ? fail("the venue publishes every liquidation, and this one is not among them")
                : unknown("not among those that the venue published, which are not all");
    }

    /** Whether the mark or the index price of a span reached the barrier. */
    static boolean touches(Policy policy, Extremes span) {
        if (span.samples() == 0) {
            return false;
        }
        return isLong(policy)
                ? span.markLow().min(span.indexLow()).compareTo(policy.barrier()) <= 0
                : span.markHigh().max(span.indexHigh()).compareTo(policy.barrier()) >= 0;
    }

    /** The extreme of the mark price on the side of the barrier. */
    static BigDecimal mark(Policy policy, Extremes span) {
        return isLong(policy) ? span.markLow() : span.markHigh();
    }

    /** The extreme of the index price on the side of the barrier. */
    static BigDecimal index(Policy policy, Extremes span) {
        return isLong(policy) ? span.indexLow() : span.indexHigh();
    }

    private static boolean isLong(Policy policy) {
        return policy.side().equals("LONG");
    }

    private static boolean matches(PublicLiquidation print, NormalizedLiquidation closure) {
        boolean near =
                !print.at().isBefore(closure.startedAt().minus(PUBLISHED_WITHIN))
                        && !print.at().isAfter(closure.endedAt().plus(PUBLISHED_WITHIN));
        return near
                && print.positionSide().equals(closure.positionSide().name())
                && print.quantity().compareTo(closure.quantity().abs()) == 0;
    }
}
