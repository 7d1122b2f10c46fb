package io.leverageguard.launcher.simulation;

import io.leverageguard.exchange.core.Market;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Which contract a customer wants, how much of it, and at what price. */
final class Appetite {
    /** Divides into whole lots of every contract, and into whole contracts at OKX. */
    private static final BigDecimal STEP = new BigDecimal("0.01");

    private static final int STEPS_MAX = 40;

    private final World world;
    private final SplittableRandom random;

    Appetite(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    String symbol() {
        List<Market> markets = world.markets();
        return markets.get(random.nextInt(markets.size())).contract().symbol();
    }

    BigDecimal quantity(Market market) {
        int steps = 1 + (random.nextInt(10) == 0 ? random.nextInt(STEPS_MAX) : random.nextInt(20));
        boolean cheap = market.contract().symbol().startsWith("ETH");
        return STEP.multiply(BigDecimal.valueOf(cheap ? steps * 20L : steps));
    }

    BigDecimal price(Market market) {
        long mid = market.contract().nearestTicks(market.mark());
        long away = random.nextLong(Math.max(1, mid / 200)) - mid / 400;
        return market.contract().price(Math.max(1, mid + away));
    }
}
