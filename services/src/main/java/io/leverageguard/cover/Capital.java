package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.ShockLoss;
import io.leverageguard.api.cover.Cover.Solvency;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.engine.pricing.ShockLadder;
import io.leverageguard.engine.pricing.ShockLadder.Exposure;
import io.leverageguard.engine.pricing.ShockLadder.Scenario;
import io.leverageguard.engine.pricing.Vasicek;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The capital that the policies in force need: the larger of
 *
 * <ul>
 *   <li>the worst loss of the shock ladder, less the premiums not yet earned, which such a shock
 *       would make ours,
 *   <li>the 99.5 % quantile of the one-factor model with correlation 0.6.
 * </ul>
 *
 * @param promises what each policy can still cost, and how likely
 */
record Capital(List<Promise> promises) {
    private static final double CORRELATION = 0.6;
    private static final double CONFIDENCE = 0.995;
    private static final double PROBABILITY_MIN = 1e-9;
    private static final double PROBABILITY_MAX = 0.999;
    private static final int RATIO_PLACES = 4;
    private static final BigDecimal NORMAL = new BigDecimal("1.20");
    private static final BigDecimal MINIMUM_SHARE = new BigDecimal("0.45");

    /** One policy in force. */
    record Promise(Exposure exposure, BigDecimal unearned, double probability) {
        /** A policy at the present price of its symbol. */
        static Promise of(PolicyRow row, @Nullable MarkPrice price) {
            BigDecimal mark = price == null ? row.snapshot().price().mark() : price.mark();
            Exposure exposure =
                    new Exposure(
                            row.snapshot().instrument().base(),
                            row.isLong(),
                            mark,
                            row.policy().barrier(),
                            row.left().decimal());
            BigDecimal unearned = row.policy().premium().minus(row.earned()).decimal();
            return new Promise(exposure, unearned, row.snapshot().probability());
        }
    }

    /** Copies the list. */
    Capital {
        promises = List.copyOf(promises);
    }

    /** The policies in force at present prices, named by venue and symbol. */
    static Capital of(List<PolicyRow> inForce, Map<String, MarkPrice> prices) {
        return new Capital(
                inForce.stream().map(row -> Promise.of(row, prices.get(priceKey(row)))).toList());
    }

    /** How a price is found in the map of {@link #of}. */
    static String priceKey(PolicyRow row) {
        return row.policy().venue() + ":" + row.policy().symbol();
    }

    /** With one more policy. */
    Capital plus(Promise another) {
        List<Promise> all = new ArrayList<>(promises);
        all.add(another);
        return new Capital(all);
    }

    /** Everything that could be asked for at once. */
    BigDecimal inForce() {
        return promises.stream()
                .map(promise -> promise.exposure().benefit())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The capital that is needed. */
    BigDecimal required() {
        BigDecimal unearned =
                promises.stream().map(Promise::unearned).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal worst = ShockLadder.worst(exposures(), ShockLadder.SCENARIOS);
        return worst.subtract(unearned).max(oneFactor()).max(BigDecimal.ZERO);
    }

    /** Own funds over required capital, rounded against us; absent when nothing is required. */
    @Nullable BigDecimal ratio(Money ownFunds) {
        BigDecimal required = required();
        return required.signum() == 0
                ? null
                : ownFunds.decimal().divide(required, RATIO_PLACES, RoundingMode.FLOOR);
    }

    /** Whether the ratio reaches {@code minimum}. */
    boolean bearable(Money ownFunds, BigDecimal minimum) {
        BigDecimal ratio = ratio(ownFunds);
        return ratio == null || ratio.compareTo(minimum) >= 0;
    }

    /** All of it, for a person. */
    Solvency solvency(Money ownFunds) {
        BigDecimal ratio = ratio(ownFunds);
        return new Solvency(
                money(inForce()), money(required()), ownFunds, ratio, state(ratio), ladder());
    }

    private static String state(@Nullable BigDecimal ratio) {
        if (ratio == null || ratio.compareTo(NORMAL) >= 0) {
            return "NORMAL";
        }
        if (ratio.compareTo(BigDecimal.ONE) >= 0) {
            return "RESTRICTED";
        }
        return ratio.compareTo(MINIMUM_SHARE) >= 0 ? "CLOSED_TO_NEW" : "RUN_OFF";
    }

    private List<ShockLoss> ladder() {
        List<Exposure> exposures = exposures();
        List<ShockLoss> ladder = new ArrayList<>();
        for (Scenario scenario : ShockLadder.SCENARIOS) {
            BigDecimal loss = ShockLadder.loss(exposures, scenario);
            ladder.add(new ShockLoss(scenario.name(), scenario.move("BTC"), money(loss)));
        }
        return ladder;
    }

    private List<Exposure> exposures() {
        return promises.stream().map(Promise::exposure).toList();
    }

    private BigDecimal oneFactor() {
        BigDecimal total = inForce();
        if (total.signum() == 0) {
            return BigDecimal.ZERO;
        }
        double expected =
                promises.stream()
                        .mapToDouble(
                                promise ->
                                        promise.exposure().benefit().doubleValue()
                                                * promise.probability())
                        .sum();
        double probability =
                Math.clamp(expected / total.doubleValue(), PROBABILITY_MIN, PROBABILITY_MAX);
        double share = Vasicek.valueAtRisk(probability, CORRELATION, CONFIDENCE);
        return total.multiply(BigDecimal.valueOf(share));
    }

    private static Money money(BigDecimal amount) {
        return Money.of(amount, Asset.USDT, RoundingMode.HALF_UP);
    }
}
