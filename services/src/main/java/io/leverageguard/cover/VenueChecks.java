package io.leverageguard.cover;

import static io.leverageguard.cover.Answer.fail;
import static io.leverageguard.cover.Answer.noClosure;
import static io.leverageguard.cover.Answer.pass;
import static io.leverageguard.cover.Answer.unknown;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.KeyRights;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Checks on what the venue says about the key and the order: V01 to V07. */
final class VenueChecks {
    /** How far the venue's clock and ours may differ. */
    static final Duration SKEW = Duration.ofSeconds(2);

    private VenueChecks() {}

    /** V01. The desk trades with the key itself, so it may trade; it may not move money out. */
    static Answer key(Case c) {
        KeyRights rights = c.facts().rights();
        if (rights == null) {
            return fail("the venue does not accept the key: " + c.facts().keyProblem());
        }
        if (!rights.canRead()) {
            return fail("the key may not read the account");
        }
        if (rights.canWithdraw() || rights.canTransfer()) {
            return fail("the key can move money out of the account");
        }
        return pass("the key can read and can neither withdraw nor transfer");
    }

    /** V02. */
    static Answer account(Case c) {
        KeyRights rights = c.facts().rights();
        if (rights == null) {
            return unknown("without a valid key the account cannot be told");
        }
        String insured = c.policy().accountUid();
        NormalizedLiquidation closure = c.facts().closure();
        String closed = closure == null ? insured : closure.accountUid();
        if (!rights.accountUid().equals(insured) || !closed.equals(insured)) {
            return fail(
                    "the key belongs to account %s, insured is %s"
                            .formatted(rights.accountUid(), insured));
        }
        return pass("account " + insured + " is the insured one");
    }

    /** V03. */
    static Answer order(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return fail("the venue knows no order " + c.orderId());
        }
        String order = "order " + closure.venueOrderId();
        if (!closure.venueOrderId().equals(c.orderId())) {
            return fail("the venue answered with " + order + " instead of " + c.orderId());
        }
        return switch (closure.closure()) {
            case USER ->
                    fail(
                            "%s is your own %s order, not a liquidation by the venue"
                                    .formatted(
                                            order,
                                            closure.order()
                                                    .kind()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)));
            case ADL -> fail(order + " is an auto-deleveraging, not a liquidation");
            case SETTLEMENT -> fail(order + " is a settlement, not a liquidation");
            case LIQUIDATION ->
                    closure.listedAsLiquidation()
                            ? pass(order + " is in the venue's list of forced orders")
                            : unknown(order + " looks forced, but the venue's list lacks it");
        };
    }

    /** V04. */
    static Answer kind(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        boolean forced = closure.closure() == Closure.LIQUIDATION;
        Kind kind = closure.kind();
        boolean insured = kind == Kind.FULL || kind == Kind.PARTIAL || kind == Kind.TAKEOVER;
        return forced && insured
                ? pass("the venue closed the position: " + kind.name().toLowerCase(Locale.ROOT))
                : fail("not insured: closed by " + kind.name().toLowerCase(Locale.ROOT));
    }

    /** V05, by the venue's clock. */
    static Answer period(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        Policy policy = c.policy();
        Instant at = closure.startedAt();
        if (at.isBefore(policy.coverFrom().minus(SKEW))) {
            return fail("%s is before cover began at %s".formatted(at, policy.coverFrom()));
        }
        if (at.isAfter(policy.coverUntil().plus(SKEW))) {
            return fail("%s is after cover ended at %s".formatted(at, policy.coverUntil()));
        }
        return pass("%s lies in the period of cover".formatted(at));
    }

    /** V06. */
    static Answer object(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        Policy policy = c.policy();
        String insured = policy.venue() + " " + policy.symbol() + " " + policy.side();
        String closed =
                closure.venue() + " " + closure.symbol() + " " + closure.positionSide().name();
        return insured.equals(closed)
                ? pass(insured + " is what was insured")
                : fail("closed was " + closed + ", insured is " + insured);
    }

    /** V07. */
    static Answer fills(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        BigDecimal filled =
                closure.fills().stream()
                        .map(FillReport::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal ordered = closure.order().filled();
        if (filled.signum() == 0) {
            return unknown("the venue has not shown any fill of the order yet");
        }
        boolean equal =
                filled.compareTo(ordered) == 0 && ordered.compareTo(closure.quantity()) == 0;
        String sums =
                "%d fills of %s for %s"
                        .formatted(
                                closure.fills().size(),
                                filled.toPlainString(),
                                ordered.toPlainString());
        return equal ? pass(sums) : fail(sums + ": they do not add up");
    }
}
