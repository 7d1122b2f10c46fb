package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.BookListener;
import io.leverageguard.engine.book.OrderBook;
import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.MarginTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One contract as it trades: its book, its tape, its index and mark price. */
public final class Market implements BookListener {
    /** A match in the book, before anything is booked. */
    public record Match(long takerId, long makerId, long priceTicks, long lots, long makerLeft) {}

    /** Seconds over which the basis is averaged (Binance: 2.5 minutes). */
    private static final int BASIS_SECONDS = 150;

    private static final int ORDERS_EXPECTED = 1024;
    private static final BigDecimal USUAL_FUNDING = new BigDecimal("0.0001");

    private final ExchangeListener listener;
    final Contract contract;
    private final MarginTable plainMargins;

    /** Its place among the markets. */
    final int ordinal;

    final PricePath path;
    final Tape tape;
    final OrderBook book = new OrderBook(this, ORDERS_EXPECTED);
    final List<Match> matches = new ArrayList<>();
    final List<Long> selfTradeExpired = new ArrayList<>();

    /** Added to the scenario's price since somebody set a price. */
    long offsetTicks;

    /** What others than the crowd took from the book since it last quoted; sold is negative. */
    long takenLots;

    /** How far the crowd quotes from the index because of that, in thousandths of a tick. */
    long impact;

    final Premium premium = new Premium();
    BigDecimal lastFundingRate = USUAL_FUNDING;
    long lastTicks;

    /** The range of the last price since triggers looked at it. */
    private long lastLow;

    private long lastHigh;
    long updateId = 1;
    private long index;
    private long mark;
    private final long[] basis = new long[BASIS_SECONDS];
    private long basisSum;
    private int basisAt;
    private int basisCount;

    Market(
            Contract contract,
            int ordinal,
            PricePath path,
            long startMillis,
            ExchangeListener listener) {
        this.listener = listener;
        this.ordinal = ordinal;
        this.contract = contract;
        this.plainMargins =
                MarginTable.of(
                        contract.margins().brackets().stream().map(MarginBracket::plain).toList());
        this.path = path;
        this.tape = new Tape(contract, path, startMillis);
    }

    MarginTable margins(MarginRule rule) {
        return rule == MarginRule.PLAIN ? plainMargins : contract.margins();
    }

    @Override
    public void traded(long takerId, long makerId, long priceTicks, long lots, long makerLeft) {
        matches.add(new Match(takerId, makerId, priceTicks, lots, makerLeft));
    }

    @Override
    public void selfTradeExpired(long makerId, long lotsLeft) {
        selfTradeExpired.add(makerId);
    }

    void touched(boolean buySide, long priceTicks) {
        updateId++;
        listener.levelChanged(this, buySide, priceTicks);
    }

    void last(long ticks) {
        lastTicks = ticks;
        lastLow = Math.min(lastLow, ticks);
        lastHigh = Math.max(lastHigh, ticks);
    }

    void forgetRange() {
        lastLow = lastTicks;
        lastHigh = lastTicks;
    }

    /** The price that triggers of this source look at, in units. */
    public long price(PriceSource source) {
        return switch (source) {
            case LAST -> contract.units(lastTicks);
            case MARK -> mark;
            case INDEX -> index;
        };
    }

    /** The lowest such price since triggers looked at it, in units. */
    long low(PriceSource source) {
        return source == PriceSource.LAST ? contract.units(lastLow) : price(source);
    }

    long high(PriceSource source) {
        return source == PriceSource.LAST ? contract.units(lastHigh) : price(source);
    }

    public long index() {
        return index;
    }

    /** The price at which profit and margin are reckoned. */
    public long mark() {
        return mark;
    }

    /**
     * Reckons the mark price as Binance documents it: the median of the index with the funding that
     * is still to come, the index with the average basis of the book, and the last price.
     */
    void price(long indexTicks, long secondsToFunding) {
        index = contract.units(indexTicks);
        sampleBasis();
        BigDecimal share =
                lastFundingRate.multiply(BigDecimal.valueOf(secondsToFunding)).movePointRight(8);
        long premium = share.longValue() / Funding.INTERVAL_SECONDS;
        long withFunding = index + Funding.payment(index, premium);
        long withBasis = index + basisSum / basisCount;
        long last = lastTicks == 0 ? index : contract.units(lastTicks);
        mark = median(withFunding, withBasis, last);
    }

    /** Forgets basis and impact, because the price was set and not traded. */
    void forgetBasis() {
        Arrays.fill(basis, 0);
        basisSum = 0;
        basisAt = 0;
        basisCount = 0;
        impact = 0;
        takenLots = 0;
    }

    private void sampleBasis() {
        long bid = book.bestBid();
        long ask = book.bestAsk();
        long middle =
                bid == 0 || ask == 0 ? index : (contract.units(bid) + contract.units(ask)) / 2;
        if (bid > 0 && ask > 0) {
            premium.sample(index, contract.units(bid), contract.units(ask));
        }
        basisSum += middle - index - basis[basisAt];
        basis[basisAt] = middle - index;
        basisAt = (basisAt + 1) % BASIS_SECONDS;
        basisCount = Math.min(BASIS_SECONDS, basisCount + 1);
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    public Contract contract() {
        return contract;
    }

    public long updateId() {
        return updateId;
    }

    public Tape tape() {
        return tape;
    }

    public OrderBook book() {
        return book;
    }

    public long lastTicks() {
        return lastTicks;
    }

    public BigDecimal lastFundingRate() {
        return lastFundingRate;
    }
}
