package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Funding at 00, 08 and 16 UTC: who is long pays the rate on the notional at mark to who is short.
 */
public final class Funding {
    static final long INTERVAL_SECONDS = 8 * 3600;

    /** One funding that took place. */
    public record Paid(long time, BigDecimal rate, BigDecimal mark) {}

    private static final BigDecimal USUAL = new BigDecimal("0.0001");

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

    /** The rate of the funding at this second. */
    BigDecimal rateAt(String symbol, long second) {
        SortedMap<Long, BigDecimal> known = rates.getOrDefault(symbol, new TreeMap<>());
        return known.getOrDefault(second, USUAL);
    }

    /** Fundings of the past, the history of the scenario included. */
    public List<Paid> past(String symbol) {
        return List.copyOf(paid.getOrDefault(symbol, List.of()));
    }

    /** Notes the fundings before the start, at the price of the scenario. */
    void remember(Market market, long fromSecond, long toSecond) {
        for (long at = next(fromSecond); at < toSecond; at += INTERVAL_SECONDS) {
            BigDecimal price = market.contract.price(market.path.ticksAt(at));
            add(market, new Paid(at * 1000, rateAt(market.contract.symbol(), at), price));
        }
    }

    /** Pays; what rounding leaves over goes to the exchange's fees. */
    Paid settle(Market market, long now) {
        BigDecimal rate = rateAt(market.contract.symbol(), now / 1000);
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
