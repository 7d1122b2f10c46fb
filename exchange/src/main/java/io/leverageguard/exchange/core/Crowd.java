package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Everybody else: makers who quote around the scenario's price, and takers who trade its volume.
 *
 * <p>Each second the makers withdraw and quote anew, so that the price at which the takers trade is
 * the best one; orders of clients that are in the way trade first. The insurance fund sells here
 * what it had to take over. What the crowd does depends on the seed and the second alone.
 */
public final class Crowd {
    private static final int LEVELS = 24;

    /** How far the last level is from the first, in parts per thousand of the price. */
    private static final long REACH_PER_MILLE = 12;

    /** How far the fund's orders reach into the book, in parts per thousand of the price. */
    private static final long UNWIND_PER_MILLE = 2;

    /** What the first level is worth, in units of 1e-8 quote. */
    private static final long LEVEL_WORTH = 150_000L * 100_000_000L;

    private static final long MILLE = 1_000;

    /** What counts as a large order of others, in quote. */
    private static final long LARGE = 250_000;

    /** Makes 1.25 basis points of a million quote, in thousandths of a tick. */
    private static final long IMPACT_DIVISOR = 8_000_000;

    /** At most two hundredths of the price. */
    private static final long IMPACT_SHARE_MAX = 50;

    /** Each second one part in so many wears off. */
    private static final long IMPACT_LIFE = 64;

    private final Ledger ledger;
    private final Matching matching;
    private final long seed;
    private final Map<Market, List<ExchangeOrder>> quotes = new HashMap<>();
    private long now;

    Crowd(Ledger ledger, Matching matching, long seed) {
        this.ledger = ledger;
        this.matching = matching;
        this.seed = seed;
    }

    /** One second of one market around {@code ticks}, with {@code lots} to trade. */
    void act(Market market, long ticks, long lots, long millis) {
        now = millis;
        SplittableRandom random = random(market, millis);
        boolean buying = random.nextBoolean();
        withdraw(market);
        long centre = Math.max(2, ticks + impact(market, ticks, random));
        long bid = buying ? centre - 1 : centre;
        quote(market, true, bid, buying ? 0 : lots, random);
        quote(market, false, bid + 1, buying ? lots : 0, random);
        if (lots > 0) {
            take(Ledger.TAKERS, market, buying, centre, lots);
        }
        unwind(market);
    }

    static boolean isOfCrowd(Account account) {
        return account.id == Ledger.MAKERS || account.id == Ledger.TAKERS;
    }

    /**
     * How far the makers quote from the index because others took a lot: about 1.25 basis points
     * for a million, more or less by chance, which wears off in minutes.
     */
    private static long impact(Market market, long ticks, SplittableRandom random) {
        market.impact -= market.impact / IMPACT_LIFE;
        long worth = market.takenLots * market.contract.units(ticks) / QuoteUnits.ONE;
        market.takenLots = 0;
        if (Math.abs(worth) >= LARGE) {
            long chance = MILLE * 3 / 4 + random.nextLong(MILLE / 2);
            long moved = QuoteUnits.mulDivFloor(ticks, worth, IMPACT_DIVISOR) * chance / MILLE;
            long most = ticks * MILLE / IMPACT_SHARE_MAX;
            market.impact = Math.clamp(market.impact + moved, -most, most);
        }
        return market.impact / MILLE;
    }

    private void withdraw(Market market) {
        for (ExchangeOrder order : quotes.getOrDefault(market, List.of())) {
            if (order.status.isOpen()) {
                matching.cancel(order, EndReason.USER);
            }
        }
        quotes.put(market, new ArrayList<>());
    }

    private void quote(
            Market market, boolean buy, long best, long extraLots, SplittableRandom random) {
        long worth = market.contract.units(best);
        long cube = (long) (LEVELS - 1) * (LEVELS - 1) * (LEVELS - 1);
        for (int level = 0; level < LEVELS; level++) {
            long reach = best * REACH_PER_MILLE / 1000;
            long away = level + reach * level * level * level / cube;
            long price = buy ? best - away : best + away;
            long usual = Math.max(1, LEVEL_WORTH / worth);
            long lots = usual / 4 + random.nextLong(usual) + usual * level / 6 + 1;
            if (price > 0) {
                ExchangeOrder order =
                        order(
                                Ledger.MAKERS,
                                market,
                                Terms.forced(
                                        buy,
                                        Execution.GTC,
                                        price,
                                        level == 0 ? lots + extraLots : lots,
                                        Leg.BOTH));
                matching.submit(order);
                remember(market, order);
            }
        }
    }

    private void remember(Market market, ExchangeOrder order) {
        if (order.status.isOpen()) {
            quotes.computeIfAbsent(market, m -> new ArrayList<>()).add(order);
        }
    }

    private void take(long account, Market market, boolean buy, long ticks, long lots) {
        Terms terms = Terms.forced(buy, Execution.IOC, ticks, lots, Leg.BOTH);
        matching.submit(order(account, market, terms));
    }

    /** The fund closes what it took over, as the book can bear. */
    private void unwind(Market market) {
        Position held = ledger.account(Ledger.INSURANCE).position(market, Leg.BOTH);
        if (held.lots == 0) {
            return;
        }
        boolean buy = held.lots < 0;
        long best = buy ? market.book.bestAsk() : market.book.bestBid();
        if (best > 0) {
            long lots = Math.min(Math.abs(held.lots), market.contract.marketLotsMax());
            long reach = best * UNWIND_PER_MILLE / 1000;
            take(Ledger.INSURANCE, market, buy, buy ? best + reach : best - reach, lots);
        }
    }

    private ExchangeOrder order(long account, Market market, Terms terms) {
        return new ExchangeOrder(
                matching.nextOrderId(),
                ledger.account(account),
                market,
                "",
                terms,
                Origin.USER,
                now);
    }

    private SplittableRandom random(Market market, long millis) {
        long salt = market.contract.onboardDate() * 0x9E3779B97F4A7C15L;
        return new SplittableRandom(seed ^ salt ^ (millis * 0xD1B54A32D192ED03L));
    }
}
