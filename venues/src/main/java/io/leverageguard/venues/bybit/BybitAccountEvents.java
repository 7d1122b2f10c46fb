package io.leverageguard.venues.bybit;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands private events to an {@link AccountSink}. The venue tells orders and executions on
 * different topics, in no certain order: an order's state after a fill is the newest of both, and a
 * state that is behind what is known is not told. A fill is told once, however often the venue
 * sends it.
 */
final class BybitAccountEvents implements BybitStream.Receiver {
    private static final int REMEMBERED = 10_000;
    private static final int PRICE_PLACES = 12;

    private final AccountSink sink;
    private final BooleanSupplier isolated;
    private final Function<Order, TriggerReport> triggers;
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private final LinkedHashMap<String, OrderReport> orders = new LinkedHashMap<>();

    /**
     * Tells {@code sink}.
     *
     * @param isolated the margin mode of the account
     * @param triggers reads a conditional order
     */
    BybitAccountEvents(
            AccountSink sink, BooleanSupplier isolated, Function<Order, TriggerReport> triggers) {
        this.sink = sink;
        this.isolated = isolated;
        this.triggers = triggers;
    }

    @Override
    public Runnable read(BybitEvent event) {
        return switch (event) {
            case BybitEvent.Orders orders -> all(orders.data().stream().map(this::order).toList());
            case BybitEvent.Executions executions ->
                    all(executions.data().stream().map(this::execution).toList());
            case BybitEvent.Positions positions -> {
                boolean mode = isolated.getAsBoolean();
                List<PositionReport> held =
                        positions.data().stream()
                                .filter(row -> isLinear(row.category()))
                                .map(row -> BybitParser.position(row, mode))
                                .toList();
                yield () -> sink.onAccount(List.of(), held, "position");
            }
            case BybitEvent.Wallets wallets -> {
                List<BalanceReport> balances =
                        wallets.data().stream()
                                .flatMap(wallet -> wallet.coin().stream())
                                .map(BybitParser::balance)
                                .toList();
                yield () -> sink.onAccount(balances, List.of(), "wallet");
            }
            case BybitEvent.Answer _,
                    BybitEvent.TradeAnswer _,
                    BybitEvent.OrderBook _,
                    BybitEvent.Trades _,
                    BybitEvent.Tickers _,
                    BybitEvent.Klines _,
                    BybitEvent.Liquidations _,
                    BybitEvent.Unknown _ ->
                    () -> {};
        };
    }

    @Override
    public void gap() {
        sink.onGap();
    }

    private static Runnable all(List<Runnable> parts) {
        return () -> parts.forEach(Runnable::run);
    }

    private Runnable order(Order row) {
        if (!isLinear(row.category())) {
            return () -> {};
        }
        List<Runnable> parts = new ArrayList<>();
        if (BybitParser.isTrigger(row)) {
            TriggerReport trigger = triggers.apply(row);
            parts.add(() -> sink.onTrigger(trigger));
        }
        if (BybitParser.isOrder(row)) {
            OrderReport order = BybitParser.order(row);
            parts.add(() -> tell(order));
        }
        return all(parts);
    }

    private void tell(OrderReport order) {
        OrderReport known = orders.get(order.venueOrderId());
        if (known == null || order.filled().compareTo(known.filled()) >= 0) {
            remember(order);
            sink.onOrder(order);
        }
    }

    private Runnable execution(Execution row) {
        if (!isLinear(row.category())) {
            return () -> {};
        }
        if (BybitParser.isFunding(row)) {
            BigDecimal paid = BybitParser.need(row.execFee(), "execFee");
            Instant at = Instant.ofEpochMilli(BybitParser.need(row.execTime(), "execTime"));
            return () -> once(row, () -> sink.onFunding(row.symbol(), paid.negate(), at));
        }
        if (!BybitParser.isFill(row)) {
            return () -> {};
        }
        FillReport fill = BybitParser.fill(row, BigDecimal.ZERO);
        return () -> once(row, () -> sink.onFill(fill, after(fill, row)));
    }

    /** An execution that could not be handed over is not remembered as told. */
    private void once(Execution row, Runnable handover) {
        if (seen.contains(row.execId())) {
            return;
        }
        handover.run();
        seen.add(row.execId());
        if (seen.size() > REMEMBERED) {
            seen.removeFirst();
        }
    }

    /** The order after a fill: as known, where that is as new, or else what the fill says of it. */
    private OrderReport after(FillReport fill, Execution row) {
        OrderReport known = orders.get(fill.venueOrderId());
        BigDecimal before = known == null ? BigDecimal.ZERO : known.filled();
        BigDecimal filled = filled(fill, row, before);
        if (known != null && before.compareTo(filled) >= 0) {
            return known;
        }
        BigDecimal whole = BybitParser.or(row.orderQty(), filled);
        OrderReport order =
                new OrderReport(
                        fill.symbol(),
                        fill.venueOrderId(),
                        row.orderLinkId(),
                        fill.side(),
                        known == null ? BybitParser.kind(row.orderType()) : known.kind(),
                        filled.compareTo(whole) < 0
                                ? OrderStatus.PARTIALLY_FILLED
                                : OrderStatus.FILLED,
                        BybitParser.closure(row.createType(), row.execType()),
                        whole,
                        filled,
                        known == null ? limit(row) : known.price(),
                        average(fill, known, filled),
                        known != null && known.reduceOnly(),
                        known == null ? fill.at() : known.createdAt(),
                        fill.at());
        remember(order);
        return order;
    }

    private static BigDecimal filled(FillReport fill, Execution row, BigDecimal before) {
        BigDecimal whole = row.orderQty();
        BigDecimal left = row.leavesQty();
        return whole == null || left == null || whole.signum() == 0
                ? before.add(fill.quantity())
                : whole.subtract(left).max(fill.quantity());
    }

    /** A market order's execution shows the worst price the venue would have taken. */
    private static BigDecimal limit(Execution row) {
        return BybitParser.kind(row.orderType()) == OrderKind.MARKET
                ? BigDecimal.ZERO
                : BybitParser.or(row.orderPrice(), BigDecimal.ZERO);
    }

    /** Fills that we have not seen count at the price of this one. */
    private static BigDecimal average(
            FillReport fill, @Nullable OrderReport known, BigDecimal filled) {
        if (known == null || known.filled().signum() == 0) {
            return fill.price();
        }
        BigDecimal before = known.filled().multiply(known.averagePrice());
        BigDecimal since = filled.subtract(known.filled()).multiply(fill.price());
        return before.add(since)
                .divide(filled, PRICE_PLACES, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    private void remember(OrderReport order) {
        orders.putLast(order.venueOrderId(), order);
        if (orders.size() > REMEMBERED) {
            orders.pollFirstEntry();
        }
    }

    private static boolean isLinear(String category) {
        return category.isEmpty() || category.equals(BybitSymbols.CATEGORY);
    }
}
