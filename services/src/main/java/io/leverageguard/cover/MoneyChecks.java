package io.leverageguard.cover;

import static io.leverageguard.cover.Answer.fail;
import static io.leverageguard.cover.Answer.noClosure;
import static io.leverageguard.cover.Answer.pass;
import static io.leverageguard.cover.Answer.unknown;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.IncomeReport;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks on the money of a closure: V08, V09 and V12. */
final class MoneyChecks {
    /** How far beyond liquidation and bankruptcy price a fill may lie: 2 %. */
    private static final BigDecimal BAND = new BigDecimal("0.02");

    private static final int PRICE_PLACES = 8;
    private static final List<String> MOVES = List.of("TRANSFER", "MOVE", "WITHDRAW");

    private MoneyChecks() {}

    /** V08: the lines of the venue's ledger add up to what it says was lost. */
    static Answer identity(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        if (closure.income().isEmpty()) {
            return unknown("the venue's ledger has no line for it yet");
        }
        BigDecimal lines =
                closure.income().stream()
                        .map(IncomeReport::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal stated =
                closure.realizedPnl()
                        .subtract(closure.fees())
                        .add(closure.funding())
                        .subtract(closure.liquidationFee());
        BigDecimal tolerance =
                c.snapshot().instrument().tickSize().multiply(closure.quantity().abs());
        String words =
                "ledger %s, order %s".formatted(lines.toPlainString(), stated.toPlainString());
        return lines.subtract(stated).abs().compareTo(tolerance) <= 0
                ? pass(words)
                : fail(words + ": more than one tick apart");
    }

    /** V09: between the liquidation price and the bankruptcy price, with room for slippage. */
    static Answer price(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        Policy policy = c.policy();
        boolean isLong = policy.side().equals("LONG");
        BigDecimal bankruptcy = bankruptcy(policy, isLong);
        BigDecimal price = closure.averagePrice();
        BigDecimal nearest = policy.barrier().multiply(isLong ? above() : below());
        BigDecimal furthest = bankruptcy.multiply(isLong ? below() : above());
        String words =
                "%s against liquidation at %s and bankruptcy at %s"
                        .formatted(
                                price.toPlainString(),
                                policy.barrier().toPlainString(),
                                bankruptcy.toPlainString());
        int early = price.compareTo(nearest);
        int late = price.compareTo(furthest);
        if (isLong ? early > 0 : early < 0) {
            return fail(words + ": the position was not near liquidation");
        }
        if (isLong ? late < 0 : late > 0) {
            return unknown(words + ": beyond bankruptcy, margin was added or the book was empty");
        }
        return pass(words);
    }

    /** V12. */
    static Answer transfers(Case c) {
        NormalizedLiquidation closure = c.facts().closure();
        if (closure == null) {
            return noClosure(c.orderId());
        }
        Optional<IncomeReport> moved =
                c.facts().moves().stream()
                        .filter(line -> line.amount().signum() < 0)
                        .filter(line -> !line.at().isBefore(c.policy().boundAt()))
                        .findFirst();
        return moved.map(
                        line ->
                                fail(
                                        "%s of %s at %s, after binding"
                                                .formatted(
                                                        line.kind(),
                                                        line.amount().toPlainString(),
                                                        line.at())))
                .orElseGet(() -> pass("no margin left the position after binding"));
    }

    /** Whether a line of the venue's ledger says that margin or a position was moved. */
    static boolean isMove(IncomeReport line) {
        String kind = line.kind().toUpperCase(Locale.ROOT);
        return MOVES.stream().anyMatch(kind::contains);
    }

    private static BigDecimal bankruptcy(Policy policy, boolean isLong) {
        BigDecimal perUnit =
                policy.marginAtBinding()
                        .decimal()
                        .divide(policy.quantity().abs(), MathContext.DECIMAL128);
        BigDecimal price =
                isLong ? policy.entryPrice().subtract(perUnit) : policy.entryPrice().add(perUnit);
        return price.setScale(PRICE_PLACES, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    private static BigDecimal above() {
        return BigDecimal.ONE.add(BAND);
    }

    private static BigDecimal below() {
        return BigDecimal.ONE.subtract(BAND);
    }
}
