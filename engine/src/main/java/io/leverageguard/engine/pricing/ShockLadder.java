package io.leverageguard.engine.pricing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a book of policies loses under named price moves. Liquidations of one asset and side do not
 * happen independently: a fall that reaches a barrier reaches every barrier above it.
 *
 * <pre>
 *   Loss(x) = Σ Bᵢ · 1{long and Hᵢ ≥ S(1+x), or short and Hᵢ ≤ S(1+x)}
 * </pre>
 */
public final class ShockLadder {
    /** The scenarios that the pool must survive, mildest first. */
    public static final List<Scenario> SCENARIOS =
            List.of(
                    new Scenario("down 3 %", Map.of(), new BigDecimal("-0.03")),
                    new Scenario("down 5 %", Map.of(), new BigDecimal("-0.05")),
                    new Scenario("down 10 %", Map.of(), new BigDecimal("-0.10")),
                    new Scenario(
                            "10 October 2025",
                            Map.of(
                                    "BTC", new BigDecimal("-0.145149"),
                                    "ETH", new BigDecimal("-0.16")),
                            new BigDecimal("-0.50")),
                    new Scenario("down 20 %", Map.of(), new BigDecimal("-0.20")),
                    new Scenario(
                            "March 2020",
                            Map.of(
                                    "BTC", new BigDecimal("-0.40"),
                                    "ETH", new BigDecimal("-0.45")),
                            new BigDecimal("-0.50")),
                    new Scenario("up 5 %", Map.of(), new BigDecimal("0.05")),
                    new Scenario(
                            "short squeeze",
                            Map.of(
                                    "BTC", new BigDecimal("0.10"),
                                    "ETH", new BigDecimal("0.15")),
                            new BigDecimal("0.30")),
                    new Scenario("up 20 %", Map.of(), new BigDecimal("0.20")),
                    new Scenario("up 50 %", Map.of(), new BigDecimal("0.50")));

    private ShockLadder() {}

    /**
     * One policy as the ladder sees it.
     *
     * @param asset the base asset, for example {@code BTC}
     * @param isLong whether a fall hurts
     * @param price the present price S
     * @param barrier H
     * @param benefit what a touch costs
     */
    public record Exposure(
            String asset,
            boolean isLong,
            BigDecimal price,
            BigDecimal barrier,
            BigDecimal benefit) {

        /** Whether the price moved by {@code shock} stands at the barrier or beyond. */
        public boolean touchedBy(BigDecimal shock) {
            BigDecimal moved = price.multiply(BigDecimal.ONE.add(shock));
            int side = barrier.compareTo(moved);
            return isLong ? side >= 0 : side <= 0;
        }
    }

    /** A price move: of some assets by name, of all others by {@code others}. */
    public record Scenario(String name, Map<String, BigDecimal> moves, BigDecimal others) {
        /** Copies the moves. */
        public Scenario {
            moves = Map.copyOf(moves);
        }

        /** The move of an asset. */
        public BigDecimal move(String asset) {
            return moves.getOrDefault(asset, others);
        }
    }

    /** The loss under one scenario. */
    public static BigDecimal loss(List<Exposure> book, Scenario scenario) {
        return book.stream()
                .filter(exposure -> exposure.touchedBy(scenario.move(exposure.asset())))
                .map(Exposure::benefit)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The largest loss over {@code scenarios}. */
    public static BigDecimal worst(List<Exposure> book, List<Scenario> scenarios) {
        return scenarios.stream()
                .map(scenario -> loss(book, scenario))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }
}
