package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Funding at 00, 08 and 16 UTC: who is long pays the rate on the notional at mark to who is short.
 */
public final class Funding {
    static final long INTERVAL_SECONDS = 8 * 3600;

    /** One funding that took place. */
    public record Paid(long time, BigDecimal rate, BigDecimal mark) {}

    /** The interest of one interval. */
    private static final BigDecimal USUAL = new BigDecimal("0.0001");

    /** How far interest and premium may be apart before the premium counts, in units of 1e-8. */
    private static final long DAMPED = 50_000;

    /** The highest rate, paid by longs or by shorts, in units of 1e-8. */
    private static final long RATE_MAX = 300_000;

    private final Ledger ledger;
    private final Map<String, SortedMap<Long, BigDecimal>> rates;
    private final SortedMap<String, List<Paid>> paid = new TreeMap<>();

    Funding(Ledger ledger, Scenario scenario) {
        this.ledger = ledger;
        this.rates = scenario.funding();
    }

    static boolean isDue(long second) {
        return second % INTERVAL_SECONDS == 0;
    }

    public static long next(long second) {
        return (second / INTERVAL_SECONDS + 1) * INTERVAL_SECONDS;
    }

    /** {@code notional × rate}, the rate in units of 1e-8; what the payer owes. */
    static long payment(long notional, long rate) {
        return QuoteUnits.mulDivFloor(notional, rate, QuoteUnits.ONE);
    }

    /**
     * The rate of the next funding as it looks now: the scenario's if it has one, and else premium
     * + clamp(interest − premium, ±0.05 %), no more than 0.3 % (three quarters of the maintenance
     * rate of the first bracket).
     */
    public BigDecimal predicted(Market market, long second) {
        BigDecimal recorded = recorded(market.contract.symbol(), second);
        return recorded == null ? ofPremium(market.premium.average()) : recorded;
    }

    private static BigDecimal ofPremium(long premium) {
        long interest = QuoteUnits.of(USUAL, RoundingMode.UNNECESSARY);
        long rate = premium + Math.clamp(interest - premium, -DAMPED, DAMPED);
        return QuoteUnits.toDecimal(Math.clamp(rate, -RATE_MAX, RATE_MAX));
    }

    private @Nullable BigDecimal recorded(String symbol, long second) {
        return rates.getOrDefault(symbol, Collections.emptySortedMap()).get(second);
    }

    /** Fundings of the past, the history of the scenario included. */
    public List<Paid> past(String symbol) {
        return List.copyOf(paid.getOrDefault(symbol, List.of()));
    }

    /** Notes the fundings before the start, at the price of the scenario. */
    void remember(Market market, long fromSecond, long toSecond) {
        for (long at = next(fromSecond); at < toSecond; at += INTERVAL_SECONDS) {
            BigDecimal price = market.contract.price(market.path.ticksAt(at));
            BigDecimal rate = recorded(market.contract.symbol(), at);
            add(market, new Paid(at * 1000, rate == null ? USUAL : rate, price));
        }
    }

    /** Pays; what rounding leaves over goes to the exchange's fees. */
    Paid settle(Market market, long now) {
        BigDecimal rate = predicted(market, now / 1000);
        market.premium.restart();
        long rateUnits = QuoteUnits.of(rate, RoundingMode.HALF_EVEN);
        long sum = 0;
        Paid funding = new Paid(now, rate, market.contract.priceOfUnits(market.mark()));
        for (Account account : ledger.accounts()) {
            for (Position position : account.positions()) {
                if (position.market == market && position.lots != 0) {
                    long due = payment(position.lots * market.mark(), rateUnits);
                    ledger.fund(position, funding, -due);
                    sum += due;
                }
            }
        }
        ledger.collect(sum);
        market.lastFundingRate = rate;
        add(market, funding);
        return funding;
    }

    private void add(Market market, Paid funding) {
        paid.computeIfAbsent(market.contract.symbol(), symbol -> new ArrayList<>()).add(funding);
    }
}
