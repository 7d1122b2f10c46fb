package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.PositionDeleveraged;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.api.trading.TradingEvent.PositionSettled;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Verdict;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.trading.OrderRow.News;
import io.leverageguard.trading.OrderRow.Shape;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What venues say of orders, in words, becomes the engine's. Touched by its thread only. */
final class VenueNews {
    private final OrderDesk orders;
    private final DeskAccounts accounts;
    private final Changes changes;

    VenueNews(OrderDesk orders, DeskAccounts accounts, Changes changes) {
        this.orders = orders;
        this.accounts = accounts;
        this.changes = changes;
    }

    /**
     * News of an order from the venue. {@code known} is the stored order, absent when we never
     * heard of it: then it is adopted.
     */
    OrderRow report(
            AccountId account,
            Instrument instrument,
            OrderReport report,
            @Nullable OrderRow known) {
        OrderRow row = orders.find(account, report.clientOrderId());
        if (row == null && known != null) {
            row = orders.find(known.order());
        }
        if (row == null) {
            // The same batch may have brought the order to its end, or adopted it, just before.
            OrderRow ended =
                    changes.orders.get(
                            known == null
                                    ? OrderRow.externalId(account, report.venueOrderId())
                                    : known.order().order());
            OrderRow kept = ended == null ? known : ended;
            return kept == null ? adopt(account, instrument, report) : kept;
        }
        row = reshaped(row, report);
        if (!row.works()) {
            return row;
        }
        Contract contract = orders.contracts().of(instrument);
        OrderState to = Words.api(report.status(), row.order().state());
        OrderRow after = orders.move(row, to, contract.lots(report.filled()), News.of(report));
        conclude(row, after);
        return after;
    }

    /** The venue's answer about an order that we sent; empty when the order has ended already. */
    Optional<Order> own(Order order, Instrument instrument, OrderReport report) {
        return Optional.ofNullable(orders.find(order))
                .map(row -> report(order.account(), instrument, report, row).order());
    }

    /** The venue's answer about a conditional order; empty when the order has ended already. */
    Optional<Order> own(Order order, TriggerReport report) {
        return Optional.ofNullable(orders.find(order)).map(row -> trigger(row, report).order());
    }

    /** News of a conditional order of ours that the venue keeps. */
    OrderRow trigger(OrderRow known, TriggerReport report) {
        OrderRow row = orders.find(known.order());
        if (row == null) {
            OrderRow ended = changes.orders.get(known.order().order());
            return ended == null ? known : ended;
        }
        boolean named =
                row.venueTriggerId().equals(report.venueTriggerId())
                        && (report.venueOrderId().isEmpty()
                                || row.order().venueOrderId().equals(report.venueOrderId()));
        OrderState to =
                switch (report.state()) {
                    case WAITING -> OrderState.ACCEPTED;
                    // How the order it became has ended is told by that order's own news.
                    case TRIGGERED, FINISHED -> OrderState.TRIGGERED;
                    case CANCELED -> OrderState.CANCELED;
                    case EXPIRED -> OrderState.EXPIRED;
                    // It was taken when it came: that its price has come ended it.
                    case REJECTED -> wasTaken(row) ? OrderState.EXPIRED : OrderState.REJECTED;
                    case UNKNOWN -> row.order().state();
                };
        boolean rejected = report.state() == TriggerState.REJECTED;
        String reason = rejected ? "trigger_rejected: by the venue" : "";
        OrderRow after = orders.move(row, to, 0, News.of(report, reason));
        if (!named && after.works() && !isNamed(after, report)) {
            after =
                    after.after(
                            after.order().state(), after.order().filled(), News.of(report, reason));
            orders.store(after);
        }
        return after;
    }

    /** A fill that was not seen before. */
    void fill(OrderRow row, Instrument instrument, FillReport fill) {
        Order order = row.order();
        Contract contract = orders.contracts().of(instrument);
        Verdict verdict =
                orders.engine()
                        .apply(
                                new Command.Fill(
                                        row.number(),
                                        accounts.number(order.account()),
                                        contract.number(),
                                        fill.side() == OrderSide.BUY,
                                        contract.lots(fill.quantity()),
                                        contract.ticks(fill.price()),
                                        Words.amount(fill.realizedPnl().subtract(fill.fee())),
                                        fill.at().toEpochMilli()));
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
        Fill stored =
                new Fill(
                        order.account(),
                        order.order(),
                        fill.venueOrderId(),
                        fill.tradeId(),
                        fill.symbol(),
                        Words.api(fill.side()),
                        Words.plain(fill.quantity()),
                        Words.plain(fill.price()),
                        Words.plain(fill.fee()),
                        Words.plain(fill.realizedPnl()),
                        fill.maker(),
                        order.strategy(),
                        fill.at());
        changes.fills.add(stored);
        changes.announce(new OrderFilled(order.account(), stored));
    }

    private static boolean wasTaken(OrderRow row) {
        return switch (row.order().state()) {
            case ACCEPTED, TRIGGERED, PENDING_CANCEL, PENDING_UPDATE -> true;
            default -> false;
        };
    }

    private static boolean isNamed(OrderRow row, TriggerReport report) {
        return row.venueTriggerId().equals(report.venueTriggerId())
                && row.order().venueOrderId().equals(report.venueOrderId());
    }

    /**
     * The order after a change that the report shows; the venue is right about it. Some venues cut
     * a reduce-only order down to the position: that is no change of what was asked for.
     */
    private OrderRow reshaped(OrderRow row, OrderReport report) {
        Order order = row.order();
        BigDecimal price = order.price();
        boolean changing = order.state() == OrderState.PENDING_UPDATE;
        boolean open =
                order.state() == OrderState.ACCEPTED
                        || order.state() == OrderState.PARTIALLY_FILLED;
        boolean comparable =
                (changing || (open && !order.reduceOnly()))
                        && order.type() == OrderType.LIMIT
                        && !OrderRow.isKeptByVenue(order)
                        && report.price().signum() > 0;
        boolean same =
                price != null
                        && price.compareTo(report.price()) == 0
                        && order.quantity().compareTo(report.quantity()) == 0;
        if (!comparable || same) {
            return row;
        }
        Shape shape = new Shape(Words.plain(report.quantity()), Words.plain(report.price()), null);
        return orders.amended(row, shape, News.of(report));
    }

    /** An order that we did not send: kept, and counted as exposure while it is open. */
    private OrderRow adopt(AccountId account, Instrument instrument, OrderReport report) {
        Contract contract = orders.contracts().of(instrument);
        OrderState state = Words.api(report.status(), OrderState.ACCEPTED);
        Command.AdoptOrder command =
                new Command.AdoptOrder(
                        orders.engine().lastOrder() + 1,
                        accounts.number(account),
                        contract.number(),
                        report.side() == OrderSide.BUY,
                        contract.lots(report.quantity()),
                        contract.lots(report.filled()),
                        Words.engine(state));
        Verdict verdict = orders.engine().apply(command);
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
        OrderRow row = OrderRow.of(command.order(), account, report, state);
        changes.created(row);
        orders.store(row);
        announceClosure(row);
        return row;
    }

    private void conclude(OrderRow before, OrderRow after) {
        if (before.works() && !after.works()) {
            announceClosure(after);
        }
    }

    /** An order of the venue's own has ended: it closed a position, or part of it. */
    private void announceClosure(OrderRow row) {
        if (!row.works() && row.order().filled().signum() != 0) {
            TradingEvent event = closed(row);
            if (event != null) {
                changes.conclude(event);
            }
        }
    }

    private @Nullable TradingEvent closed(OrderRow row) {
        Order order = row.order();
        Account account = accounts.require(order.account()).account();
        String side = order.side() == Side.SELL ? "LONG" : "SHORT";
        BigDecimal price = order.averagePrice() == null ? BigDecimal.ZERO : order.averagePrice();
        return switch (row.closure()) {
            case USER -> null;
            case LIQUIDATION ->
                    new PositionLiquidated(
                            order.account(),
                            account.owner(),
                            account.venue(),
                            order.symbol(),
                            side,
                            order.venueOrderId(),
                            order.filled(),
                            price,
                            order.updatedAt());
            case ADL ->
                    new PositionDeleveraged(
                            order.account(),
                            order.symbol(),
                            side,
                            order.venueOrderId(),
                            order.filled(),
                            price,
                            order.updatedAt());
            case SETTLEMENT ->
                    new PositionSettled(
                            order.account(),
                            order.symbol(),
                            side,
                            order.venueOrderId(),
                            order.filled(),
                            price,
                            order.updatedAt());
        };
    }
}
