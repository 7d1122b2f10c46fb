package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Routing.PlaceRoute;
import io.leverageguard.api.trading.Routing.RouteState;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.engine.execution.PriceBound;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.trading.execution.RoutePlanner.Cut;
import io.leverageguard.trading.execution.RoutePlanner.Division;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A routed order at work: waits for its legs, and does what was ordered when they fall short. */
final class RouteTask extends Task {
    private static final Logger LOG = LoggerFactory.getLogger(RouteTask.class);
    private static final int ROUNDS_MAX = 4;
    private static final Comparator<AccountId> ORDER = Comparator.comparing(AccountId::value);
    private static final Duration BOOKS_SETTLE = Duration.ofMillis(250);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final ExecutionDesk desk;
    private final RoutePlanner planner;
    private final Map<AccountId, Account> accounts;
    private RouteRow row;
    private Instant divideAt = Instant.MIN;

    RouteTask(
            ExecutionDesk desk,
            PartSender sender,
            RoutePlanner planner,
            Map<AccountId, Account> accounts,
            RouteRow row,
            List<PartRow> legs) {
        super(sender, legs);
        this.desk = desk;
        this.planner = planner;
        this.accounts = Map.copyOf(accounts);
        this.row = row;
    }

    /** The legs of a division, numbered from {@code first} on. */
    static List<PartRow> legs(PlaceRoute order, List<Cut> cuts, int first, int round, Instant now) {
        List<PartRow> legs = new ArrayList<>();
        for (Cut cut : cuts) {
            int number = first + legs.size();
            PlaceOrder command =
                    PartOrders.order(
                            PartRow.orderId(order.route(), number),
                            common(order, cut.account().account(), isReduceOnly(order)),
                            order.order().side(),
                            AlgoRow.plain(cut.bill().quantity()),
                            price(order, cut),
                            TimeInForce.IOC);
            legs.add(PartRow.leg(order.route(), number, round, false, command, now));
        }
        return legs;
    }

    @Override
    public String name() {
        return "trading.route." + id();
    }

    @Override
    OrderId id() {
        return row.order().route();
    }

    @Override
    String venueOf(PartRow part) {
        Account account = accounts.get(part.command().account());
        return account == null ? "" : account.venue();
    }

    @Override
    boolean isEnding() {
        return false;
    }

    @Override
    boolean isDone() {
        return row.state().isFinal();
    }

    @Override
    boolean work(List<PartRow> changed) {
        RouteRow before = row;
        boolean open = parts.stream().anyMatch(PartRow::isOpen);
        if (open) {
            boolean some = row.state() == RouteState.SUBMITTED && filled().signum() > 0;
            row = some ? row.to(RouteState.PARTIALLY_FILLED, "", sender.now()) : row;
        } else if (row.state() == RouteState.PENDING_CANCEL) {
            unwindFurther(changed);
        } else {
            goOn(changed);
        }
        return !row.equals(before);
    }

    @Override
    void keep(List<PartRow> changed) {
        desk.keep(row, changed);
        desk.publish(row, parts);
        if (isDone()) {
            desk.done(this);
        }
    }

    /** No leg is open: whole, or what was ordered for that case. */
    private void goOn(List<PartRow> changed) {
        BigDecimal left = row.order().order().quantity().subtract(filled());
        if (left.signum() <= 0) {
            row = row.to(RouteState.FILLED, "", sender.now());
            return;
        }
        switch (row.order().onLegFailure()) {
            case KEEP -> end(why());
            case UNWIND -> unwind(changed);
            case RETRY_ELSEWHERE -> divideAgain(left, changed);
        }
    }

    private void divideAgain(BigDecimal left, List<PartRow> changed) {
        if (row.round() >= ROUNDS_MAX) {
            end(why());
            return;
        }
        if (sender.now().isBefore(divideAt) || sender.now().isBefore(booksAreFresh())) {
            return;
        }
        try {
            Division division =
                    planner.divide(
                            List.copyOf(accounts.values()), row.order().order(), left, refusing());
            if (division.cuts().isEmpty()) {
                end(why());
                return;
            }
            int round = row.round() + 1;
            row = row.inRound(round, sender.now());
            takeOn(
                    legs(row.order(), division.cuts(), parts.size() + 1, round, sender.now()),
                    changed);
        } catch (Refusal e) {
            if (e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            LOG.info("{} waits: {}", name(), e.getMessage());
            divideAt = sender.now().plus(TRY_AGAIN);
        }
    }

    /** By then the books no longer show what we have taken ourselves. */
    private Instant booksAreFresh() {
        return parts.stream()
                .map(PartRow::endedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(ended -> ended.plus(BOOKS_SETTLE))
                .orElse(Instant.MIN);
    }

    private void unwind(List<PartRow> changed) {
        if (filled().signum() == 0) {
            end(why());
            return;
        }
        row = row.to(RouteState.PENDING_CANCEL, why(), sender.now());
        unwindFurther(changed);
    }

    /** Closes what is still held of it, account by account, at most three times. */
    private void unwindFurther(List<PartRow> changed) {
        List<PartRow> closing = new ArrayList<>();
        int round = row.round() + 1;
        for (AccountId account : accounts.keySet().stream().sorted(ORDER).toList()) {
            BigDecimal held =
                    RouteRow.net(
                            parts.stream()
                                    .filter(leg -> leg.command().account().equals(account))
                                    .toList());
            if (held.signum() > 0) {
                int number = parts.size() + closing.size() + 1;
                closing.add(closing(account, number, round, held));
            }
        }
        long tried = parts.stream().filter(PartRow::unwinds).map(PartRow::round).distinct().count();
        if (closing.isEmpty()) {
            row = row.to(RouteState.CANCELED, "unwound after: " + row.reason(), sender.now());
        } else if (tried >= ROUNDS_MAX - 1) {
            row = row.to(RouteState.CANCELED, "unwind_failed after: " + why(), sender.now());
        } else {
            row = row.inRound(round, sender.now());
            takeOn(closing, changed);
        }
    }

    private PartRow closing(AccountId account, int number, int round, BigDecimal held) {
        PlaceRoute order = row.order();
        PlaceOrder command =
                PartOrders.order(
                        PartRow.orderId(order.route(), number),
                        common(order, account, true),
                        order.order().side() == Side.BUY ? Side.SELL : Side.BUY,
                        AlgoRow.plain(held),
                        null,
                        TimeInForce.IOC);
        return PartRow.leg(order.route(), number, round, true, command, sender.now());
    }

    /** They are on record when this step ends, and sent in the next. */
    private void takeOn(List<PartRow> legs, List<PartRow> changed) {
        for (PartRow leg : legs) {
            add(leg);
            desk.own(leg, this);
            changed.add(leg);
        }
    }

    private void end(String reason) {
        boolean refused = filled().signum() == 0 && parts.stream().allMatch(PartRow::isRefused);
        row = row.to(refused ? RouteState.REJECTED : RouteState.CANCELED, reason, sender.now());
    }

    /** Why it is not whole: what the last refusal said, or that the books had moved. */
    private String why() {
        return parts.stream()
                .filter(PartRow::isRefused)
                .reduce((_, later) -> later)
                .map(leg -> "leg_refused: " + leg.reason())
                .orElse("not_filled_whole");
    }

    private Set<AccountId> refusing() {
        Set<AccountId> refusing = new HashSet<>();
        for (PartRow leg : parts) {
            if (leg.isRefused()) {
                refusing.add(leg.command().account());
            }
        }
        return refusing;
    }

    private BigDecimal filled() {
        return RouteRow.net(parts);
    }

    private static boolean isReduceOnly(PlaceRoute order) {
        return Boolean.TRUE.equals(order.order().reduceOnly());
    }

    private static PartOrders.Common common(PlaceRoute order, AccountId account, boolean reduces) {
        return new PartOrders.Common(account, order.order().symbol(), reduces, order.strategy());
    }

    /** The worst quoted price, and so much beyond it as was allowed, but never beyond the limit. */
    private static BigDecimal price(PlaceRoute order, Cut cut) {
        BigDecimal worst = cut.bill().worstPrice();
        BigDecimal slippage = order.slippageMax();
        if (slippage == null) {
            return AlgoRow.plain(worst);
        }
        Instrument instrument = cut.instrument();
        boolean buy = order.order().side() == Side.BUY;
        BigDecimal tick = instrument.tickSize();
        long ticks = PriceBound.slippage(buy, worst, slippage, tick);
        BigDecimal limit = order.order().limitPrice();
        if (limit != null) {
            long bound = PriceBound.inside(buy, limit, tick);
            ticks = buy ? Math.min(ticks, bound) : Math.max(ticks, bound);
        }
        return AlgoRow.plain(tick.multiply(BigDecimal.valueOf(ticks)));
    }
}
