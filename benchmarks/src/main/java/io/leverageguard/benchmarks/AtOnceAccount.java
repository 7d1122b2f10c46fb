package io.leverageguard.benchmarks;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** An account of {@link AtOnceVenue}: rich, flat, and without open orders at any time. */
final class AtOnceAccount implements VenueAccount {
    private static final BigDecimal WALLET = new BigDecimal("1000000");

    private final AtomicLong orders = new AtomicLong();
    private final String uid;
    private final Clock clock;

    AtOnceAccount(String uid, Clock clock) {
        this.uid = uid;
        this.clock = clock;
    }

    @Override
    public KeyRights rights() {
        return new KeyRights(uid, true, true, false, false, false, clock.now());
    }

    @Override
    public PlaceOutcome place(OrderRequest order) {
        Instant now = clock.now();
        return new PlaceOutcome.Accepted(
                new OrderReport(
                        order.symbol(),
                        Long.toString(orders.incrementAndGet()),
                        order.clientOrderId(),
                        order.side(),
                        order.kind(),
                        OrderStatus.EXPIRED,
                        Closure.USER,
                        order.quantity(),
                        BigDecimal.ZERO,
                        Objects.requireNonNullElse(order.price(), BigDecimal.ZERO),
                        BigDecimal.ZERO,
                        order.reduceOnly(),
                        now,
                        now));
    }

    @Override
    public CancelOutcome cancel(String symbol, String clientOrderId) {
        return new CancelOutcome.Rejected("-2011", "no such open order");
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        return Optional.empty();
    }

    @Override
    public List<OrderReport> openOrders() {
        return List.of();
    }

    @Override
    public List<PositionReport> positions() {
        return List.of();
    }

    @Override
    public List<BalanceReport> balances() {
        return List.of(new BalanceReport("USDT", WALLET, WALLET));
    }

    @Override
    public List<FillReport> fills(String symbol, Instant from) {
        return List.of();
    }

    @Override
    public List<OrderReport> forcedOrders(Instant from) {
        return List.of();
    }

    @Override
    public List<IncomeReport> income(String symbol, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public void setIsolated(String symbol, boolean isolated) {}

    @Override
    public void setLeverage(String symbol, int leverage) {}

    @Override
    public VenueStream stream(AccountSink sink) {
        return new Silence();
    }

    @Override
    public LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        throw new VenueError(VenueError.Kind.REJECTED, "none", "nothing is liquidated here");
    }

    /** A private stream on which nothing is ever said. */
    private static final class Silence implements VenueStream {
        @Override
        public String name() {
            return AtOnceVenue.NAME + ".account";
        }

        @Override
        public int pump() {
            return 0;
        }

        @Override
        public void fence() {}

        @Override
        public void close() {}
    }
}
