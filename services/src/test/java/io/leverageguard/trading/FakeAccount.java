package io.leverageguard.trading;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.CommandOutcome;
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
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One isolated account of {@link FakeVenue}, with a private stream that can be cut. */
final class FakeAccount implements VenueAccount {
    /** What becomes of the next order. */
    enum Next {
        /** It is taken. */
        ACCEPT,
        /** The venue says no. */
        REJECT,
        /** It is taken, and the answer is lost. */
        LOSE_ANSWER,
        /** It never arrives, and nobody knows. */
        LOSE_REQUEST
    }

    private static final BigDecimal FEE_RATE = new BigDecimal("0.0005");

    final Deque<Next> script = new ArrayDeque<>();
    final List<OrderRequest> received = new ArrayList<>();
    final Deque<Next> marginScript = new ArrayDeque<>();
    final List<BigDecimal> added = new ArrayList<>();
    final List<Duration> armed = new ArrayList<>();
    final List<IncomeReport> incomes = new ArrayList<>();
    BigDecimal wallet = new BigDecimal("100000");
    @Nullable BigDecimal claimedLiquidationPrice;
    boolean answers = true;
    int questionsLeft = Integer.MAX_VALUE;
    boolean cancelsRefused;

    /** What happens while an order is on its way. */
    Runnable onTheWay = () -> {};

    private boolean streaming = true;
    private final FakeVenue venue;
    private final Map<String, OrderReport> orders = new LinkedHashMap<>();
    private final List<FillReport> fills = new ArrayList<>();
    private final Deque<Consumer<AccountSink>> frames = new ArrayDeque<>();
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal entry = BigDecimal.ZERO;
    private BigDecimal margin = BigDecimal.ZERO;
    private int leverage = 20;
    private int serial = 1_000;
    private final FakeTriggers triggers;

    FakeAccount(FakeVenue venue) {
        this.venue = venue;
        this.triggers = new FakeTriggers(this::send, venue.clock::now);
    }

    /** The price of the venue has moved. */
    void priceMoved() {
        triggers.price(
                venue.price,
                (request, id) -> {
                    OrderReport order =
                            report(
                                    id,
                                    request.side(),
                                    OrderKind.MARKET,
                                    Closure.USER,
                                    Objects.requireNonNull(request.quantity()),
                                    BigDecimal.ZERO);
                    orders.put(id, order);
                    send(sink -> sink.onOrder(order));
                    trade(order, order.quantity(), venue.price);
                    return order.venueOrderId();
                });
    }

    @Override
    public TriggerOutcome placeTrigger(TriggerRequest request) {
        Next next = script.isEmpty() ? Next.ACCEPT : script.removeFirst();
        return switch (next) {
            case LOSE_REQUEST -> new TriggerOutcome.Unknown("timeout");
            case REJECT -> new TriggerOutcome.Rejected("-2021", "Order would immediately trigger.");
            case LOSE_ANSWER -> {
                triggers.place(request);
                yield new TriggerOutcome.Unknown("timeout");
            }
            case ACCEPT -> new TriggerOutcome.Accepted(triggers.place(request));
        };
    }

    @Override
    public CommandOutcome cancelTrigger(String symbol, String clientOrderId) {
        return triggers.cancel(clientOrderId)
                ? new CommandOutcome.Done()
                : new CommandOutcome.Rejected("-2011", "Unknown order sent.");
    }

    @Override
    public CommandOutcome cancelAll(String symbol) {
        requireAnswer();
        for (OrderReport order : openOrders()) {
            CancelOutcome outcome = cancel(symbol, order.clientOrderId());
            if (outcome instanceof CancelOutcome.Rejected) {
                return new CommandOutcome.Rejected("-2011", "Unknown order sent.");
            }
        }
        return new CommandOutcome.Done();
    }

    @Override
    public CommandOutcome cancelAllTriggers(String symbol) {
        requireAnswer();
        openTriggers().forEach(trigger -> triggers.cancel(trigger.clientOrderId()));
        return new CommandOutcome.Done();
    }

    @Override
    public CommandOutcome armDeadMan(Duration patience, Set<String> symbols) {
        armed.add(patience);
        return new CommandOutcome.Done();
    }

    @Override
    public CommandOutcome disarmDeadMan(Set<String> symbols) {
        armed.clear();
        return new CommandOutcome.Done();
    }

    @Override
    public void adjustMargin(String symbol, @Nullable PositionSide side, BigDecimal amount) {
        Next next = marginScript.isEmpty() ? Next.ACCEPT : marginScript.removeFirst();
        if (next == Next.REJECT) {
            throw new VenueError(VenueError.Kind.REJECTED, "-2019", "Margin is insufficient.");
        }
        if (next != Next.LOSE_REQUEST) {
            added.add(amount);
            margin = margin.add(amount);
            sendAccount("MARGIN_TRANSFER");
        }
        if (next != Next.ACCEPT) {
            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "timeout");
        }
    }

    @Override
    public Optional<TriggerReport> trigger(String symbol, String clientOrderId) {
        requireAnswer();
        return triggers.find(clientOrderId);
    }

    @Override
    public List<TriggerReport> openTriggers() {
        requireAnswer();
        return triggers.waiting();
    }

    @Override
    public Optional<OrderReport> orderById(String symbol, String venueOrderId) {
        requireAnswer();
        return orders.values().stream()
                .filter(order -> order.venueOrderId().equals(venueOrderId))
                .findFirst();
    }

    @Override
    public AmendOutcome amend(AmendRequest change) {
        Next next = script.isEmpty() ? Next.ACCEPT : script.removeFirst();
        OrderReport order = orders.get(change.clientOrderId());
        boolean open =
                order != null
                        && (order.status() == OrderStatus.NEW
                                || order.status() == OrderStatus.PARTIALLY_FILLED);
        if (next == Next.LOSE_REQUEST) {
            return new AmendOutcome.Unknown("timeout");
        }
        if (next == Next.REJECT || order == null || !open) {
            return new AmendOutcome.Rejected("-2013", "Order does not exist.");
        }
        OrderReport after = FakeReports.amended(order, change, venue.clock.now());
        orders.put(order.clientOrderId(), after);
        send(sink -> sink.onOrder(after));
        return next == Next.LOSE_ANSWER
                ? new AmendOutcome.Unknown("timeout")
                : new AmendOutcome.Amended(after);
    }

    /** From now on the stream loses everything, silently. */
    void cut() {
        streaming = false;
    }

    /** The stream is back, and says so. */
    void reconnect() {
        streaming = true;
        send(AccountSink::onGap);
    }

    /** Says the last fill once more. */
    void repeatLastFill() {
        FillReport fill = fills.getLast();
        OrderReport order =
                orders.values().stream()
                        .filter(one -> one.venueOrderId().equals(fill.venueOrderId()))
                        .findFirst()
                        .orElseThrow();
        send(sink -> sink.onFill(fill, order));
    }

    /** Somebody trades against a resting order. */
    void fillResting(String clientOrderId, String size) {
        OrderReport order = now(clientOrderId);
        trade(order, new BigDecimal(size), order.price());
    }

    /** The venue closes the position, as it does for want of margin. */
    void liquidate(String price) {
        OrderReport order =
                report(
                        "autoclose-" + serial,
                        quantity.signum() > 0 ? OrderSide.SELL : OrderSide.BUY,
                        OrderKind.LIMIT,
                        Closure.LIQUIDATION,
                        quantity.abs(),
                        new BigDecimal(price));
        orders.put(order.clientOrderId(), order);
        send(sink -> sink.onOrder(order));
        trade(order, order.quantity(), new BigDecimal(price));
    }

    /** Settles funding. */
    void fund(String amount) {
        BigDecimal sum = new BigDecimal(amount);
        Instant at = venue.clock.now();
        wallet = wallet.add(sum);
        incomes.add(
                new IncomeReport("f" + serial++, FakeVenue.SYMBOL, "FUNDING_FEE", sum, "USDT", at));
        send(sink -> sink.onFunding(FakeVenue.SYMBOL, sum, at));
        sendAccount("FUNDING_FEE");
    }

    @Override
    public KeyRights rights() {
        return new KeyRights("uid", true, true, false, false, true, venue.clock.now());
    }

    @Override
    public PlaceOutcome place(OrderRequest request) {
        onTheWay.run();
        Next next = script.isEmpty() ? Next.ACCEPT : script.removeFirst();
        if (next == Next.LOSE_REQUEST) {
            return new PlaceOutcome.Unknown("timeout");
        }
        received.add(request);
        if (next == Next.REJECT || orders.containsKey(request.clientOrderId())) {
            return new PlaceOutcome.Rejected("-2019", "Margin is insufficient.");
        }
        OrderReport order =
                report(
                        request.clientOrderId(),
                        request.side(),
                        request.kind(),
                        Closure.USER,
                        request.quantity(),
                        request.price() == null ? BigDecimal.ZERO : request.price());
        orders.put(order.clientOrderId(), order);
        send(sink -> sink.onOrder(order));
        if (request.kind() == OrderKind.MARKET || FakeReports.isThrough(request, venue.price)) {
            trade(order, order.quantity(), venue.price);
        }
        return next == Next.LOSE_ANSWER
                ? new PlaceOutcome.Unknown("timeout")
                : new PlaceOutcome.Accepted(now(order.clientOrderId()));
    }

    @Override
    public CancelOutcome cancel(String symbol, String clientOrderId) {
        OrderReport order = orders.get(clientOrderId);
        if (cancelsRefused || order == null || order.status() == OrderStatus.FILLED) {
            return new CancelOutcome.Rejected("-2011", "Unknown order sent.");
        }
        OrderReport canceled =
                changed(order, OrderStatus.CANCELED, order.filled(), order.averagePrice());
        send(sink -> sink.onOrder(canceled));
        return new CancelOutcome.Canceled(canceled);
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        requireAnswer();
        return Optional.ofNullable(orders.get(clientOrderId));
    }

    @Override
    public List<OrderReport> openOrders() {
        requireAnswer();
        return orders.values().stream()
                .filter(
                        order ->
                                order.status() == OrderStatus.NEW
                                        || order.status() == OrderStatus.PARTIALLY_FILLED)
                .toList();
    }

    @Override
    public List<PositionReport> positions() {
        requireAnswer();
        if (quantity.signum() == 0) {
            return List.of();
        }
        return List.of(position(leverage, claimedLiquidationPrice));
    }

    @Override
    public List<BalanceReport> balances() {
        requireAnswer();
        return List.of(new BalanceReport("USDT", wallet, wallet.subtract(margin)));
    }

    @Override
    public List<FillReport> fills(String symbol, Instant from) {
        requireAnswer();
        return fills.stream().filter(fill -> !fill.at().isBefore(from)).toList();
    }

    @Override
    public List<IncomeReport> income(String symbol, Instant from, Instant to) {
        requireAnswer();
        return List.copyOf(incomes);
    }

    @Override
    public void setIsolated(String symbol, boolean isolated) {
        requireAnswer();
    }

    @Override
    public void setLeverage(String symbol, int wanted) {
        requireAnswer();
        if (wanted > 125) {
            throw new VenueError(VenueError.Kind.REJECTED, "-4028", "Leverage is not valid");
        }
        leverage = wanted;
    }

    @Override
    public VenueStream stream(AccountSink sink) {
        requireAnswer();
        return new FakeStream<>(frames, sink);
    }

    @Override
    public LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        requireAnswer();
        OrderReport order =
                orders.values().stream()
                        .filter(one -> one.venueOrderId().equals(venueOrderId))
                        .findFirst()
                        .orElseThrow();
        return FakeEvidence.of(venue.name(), order);
    }

    private OrderReport now(String clientOrderId) {
        return Objects.requireNonNull(orders.get(clientOrderId), clientOrderId);
    }

    private void trade(OrderReport order, BigDecimal size, BigDecimal price) {
        BigDecimal filled = order.filled().add(size);
        boolean whole = filled.compareTo(order.quantity()) == 0;
        OrderReport after =
                changed(
                        order,
                        whole ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
                        filled,
                        price);
        BigDecimal signed = order.side() == OrderSide.BUY ? size : size.negate();
        boolean opens = quantity.signum() == 0 || quantity.signum() == signed.signum();
        BigDecimal pnl = opens ? BigDecimal.ZERO : price.subtract(entry).multiply(signed.negate());
        BigDecimal fee = price.multiply(size).multiply(FEE_RATE);
        quantity = quantity.add(signed);
        entry = quantity.signum() == 0 ? BigDecimal.ZERO : opens ? price : entry;
        margin = entry.multiply(quantity.abs()).divide(BigDecimal.valueOf(leverage));
        wallet = wallet.add(pnl).subtract(fee);
        FillReport fill =
                new FillReport(
                        order.symbol(),
                        "t" + serial++,
                        order.venueOrderId(),
                        order.side(),
                        price,
                        size,
                        fee,
                        "USDT",
                        pnl,
                        order.kind() == OrderKind.LIMIT,
                        venue.clock.now());
        fills.add(fill);
        sendAccount("ORDER");
        send(sink -> sink.onFill(fill, after));
    }

    private OrderReport report(
            String clientOrderId,
            OrderSide side,
            OrderKind kind,
            Closure closure,
            BigDecimal size,
            BigDecimal price) {
        return FakeReports.fresh(
                serial++, clientOrderId, side, kind, closure, size, price, venue.clock.now());
    }

    private OrderReport changed(
            OrderReport order, OrderStatus status, BigDecimal filled, BigDecimal average) {
        OrderReport after = FakeReports.changed(order, status, filled, average, venue.clock.now());
        orders.put(order.clientOrderId(), after);
        return after;
    }

    /** Like the real one, the stream says neither leverage nor liquidation price. */
    private void sendAccount(String reason) {
        BalanceReport balance = new BalanceReport("USDT", wallet, wallet.subtract(margin));
        PositionReport position = position(0, null);
        send(sink -> sink.onAccount(List.of(balance), List.of(position), reason));
    }

    private PositionReport position(int shownLeverage, @Nullable BigDecimal liquidationPrice) {
        return new PositionReport(
                FakeVenue.SYMBOL,
                quantity,
                entry,
                venue.price.subtract(entry).multiply(quantity),
                true,
                margin,
                shownLeverage,
                liquidationPrice,
                venue.clock.now());
    }

    private void send(Consumer<AccountSink> frame) {
        if (streaming) {
            frames.addLast(frame);
        }
    }

    private void requireAnswer() {
        questionsLeft--;
        if (!answers || questionsLeft < 0) {
            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "no answer");
        }
    }
}
