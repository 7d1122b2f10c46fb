package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The truth about an account, with a stream whose frames a test may lose, repeat or swap. */
final class PaperAccount implements VenueAccount {
    private final Clock clock;
    final Map<String, OrderReport> orders = new LinkedHashMap<>();
    final List<FillReport> fills = new ArrayList<>();
    final Map<String, BigDecimal> positions = new TreeMap<>();
    final List<IncomeReport> income = new ArrayList<>();
    final Deque<Consumer<AccountSink>> frames = new ArrayDeque<>();
    boolean answers = true;
    int questions;
    private int serial;

    PaperAccount(Clock clock) {
        this.clock = clock;
    }

    /** An order of one unit times {@code size} comes to rest. */
    Consumer<AccountSink> open(String symbol, String id, OrderSide side, int size) {
        Closure closure = id.startsWith("autoclose") ? Closure.LIQUIDATION : Closure.USER;
        return keep(
                new OrderReport(
                        symbol,
                        "v" + ++serial,
                        id,
                        side,
                        OrderKind.LIMIT,
                        OrderStatus.NEW,
                        closure,
                        BigDecimal.valueOf(size),
                        BigDecimal.ZERO,
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        false,
                        clock.now(),
                        clock.now()));
    }

    /** One unit of an open order is filled. */
    Consumer<AccountSink> fill(String id) {
        OrderReport before = Objects.requireNonNull(orders.get(id), id);
        BigDecimal filled = before.filled().add(BigDecimal.ONE);
        boolean whole = filled.compareTo(before.quantity()) == 0;
        OrderReport after =
                changed(before, whole ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, filled);
        FillReport fill =
                new FillReport(
                        before.symbol(),
                        "t" + ++serial,
                        before.venueOrderId(),
                        before.side(),
                        BigDecimal.TEN,
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        "USDT",
                        BigDecimal.ZERO,
                        true,
                        clock.now());
        fills.add(fill);
        BigDecimal signed =
                before.side() == OrderSide.BUY ? BigDecimal.ONE : BigDecimal.ONE.negate();
        positions.merge(before.symbol(), signed, BigDecimal::add);
        PositionReport position = position(before.symbol());
        keep(after);
        return sink -> {
            sink.onFill(fill, after);
            sink.onAccount(List.of(), List.of(position), "ORDER");
        };
    }

    Consumer<AccountSink> end(String id) {
        OrderReport before = Objects.requireNonNull(orders.get(id), id);
        return keep(changed(before, OrderStatus.CANCELED, before.filled()));
    }

    List<String> openIds() {
        return orders.values().stream()
                .filter(order -> AccountMemory.isOpen(order.status()))
                .map(OrderReport::clientOrderId)
                .toList();
    }

    private Consumer<AccountSink> keep(OrderReport order) {
        orders.put(order.clientOrderId(), order);
        return sink -> sink.onOrder(order);
    }

    private OrderReport changed(OrderReport order, OrderStatus status, BigDecimal filled) {
        return new OrderReport(
                order.symbol(),
                order.venueOrderId(),
                order.clientOrderId(),
                order.side(),
                order.kind(),
                status,
                order.closure(),
                order.quantity(),
                filled,
                order.price(),
                BigDecimal.TEN,
                false,
                order.createdAt(),
                clock.now());
    }

    private PositionReport position(String symbol) {
        return new PositionReport(
                symbol,
                positions.getOrDefault(symbol, BigDecimal.ZERO),
                BigDecimal.TEN,
                BigDecimal.ZERO,
                false,
                BigDecimal.ZERO,
                10,
                null,
                clock.now());
    }

    private void ask() {
        questions++;
        if (!answers) {
            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "silence");
        }
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        ask();
        return Optional.ofNullable(orders.get(clientOrderId));
    }

    @Override
    public List<OrderReport> openOrders() {
        ask();
        return openIds().stream().map(orders::get).toList();
    }

    @Override
    public List<PositionReport> positions() {
        ask();
        return positions.entrySet().stream()
                .filter(entry -> entry.getValue().signum() != 0)
                .map(entry -> position(entry.getKey()))
                .toList();
    }

    @Override
    public List<BalanceReport> balances() {
        ask();
        return List.of(new BalanceReport("USDT", BigDecimal.TEN, BigDecimal.TEN));
    }

    @Override
    public List<FillReport> fills(String symbol, Instant from) {
        ask();
        return fills.stream()
                .filter(fill -> fill.symbol().equals(symbol) && !fill.at().isBefore(from))
                .toList();
    }

    @Override
    public List<OrderReport> forcedOrders(Instant from) {
        ask();
        return orders.values().stream()
                .filter(order -> order.closure() != Closure.USER)
                .filter(order -> !order.updatedAt().isBefore(from))
                .toList();
    }

    @Override
    public List<IncomeReport> income(String symbol, Instant from, Instant to) {
        ask();
        List<IncomeReport> lines = new ArrayList<>(income);
        fills.stream()
                .filter(fill -> !fill.at().isBefore(from))
                .map(
                        fill ->
                                new IncomeReport(
                                        fill.tradeId(),
                                        fill.symbol(),
                                        "COMMISSION",
                                        BigDecimal.ZERO,
                                        "USDT",
                                        fill.at()))
                .forEach(lines::add);
        return lines;
    }

    @Override
    public VenueStream stream(AccountSink sink) {
        return new VenueStream() {
            @Override
            public String name() {
                return "paper account";
            }

            @Override
            public int pump() {
                int count = frames.size();
                for (int i = 0; i < count; i++) {
                    frames.removeFirst().accept(sink);
                }
                return count;
            }

            @Override
            public void fence() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public KeyRights rights() {
        throw notHere();
    }

    @Override
    public PlaceOutcome place(OrderRequest order) {
        throw notHere();
    }

    @Override
    public CancelOutcome cancel(String symbol, String clientOrderId) {
        throw notHere();
    }

    @Override
    public void setIsolated(String symbol, boolean isolated) {
        throw notHere();
    }

    @Override
    public void setLeverage(String symbol, int leverage) {
        throw notHere();
    }

    @Override
    public LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("a mirror only looks");
    }
}
