package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says errands to the venues and takes in what they answer. */
final class VenueErrands implements Dispatch.Runner {
    private static final Logger LOG = LoggerFactory.getLogger(VenueErrands.class);

    private final Intake.Sources sources;
    private final Inquiry inquiry;
    private final Links links;

    VenueErrands(Intake.Sources sources, Inquiry inquiry, Links links) {
        this.sources = sources;
        this.inquiry = inquiry;
        this.links = links;
    }

    @Override
    public boolean isConnected(AccountId account) {
        return links.of(account).door() != null;
    }

    @Override
    public Order run(Errand errand) {
        AccountLink link = links.of(errand.order().account());
        VenueAccount door = link.door();
        if (door == null) {
            return errand.order();
        }
        return switch (errand) {
            case Errand.Send send ->
                    OrderRow.isKeptByVenue(send.order())
                            ? leave(link, door, send)
                            : send(link, door, send);
            case Errand.Change change -> change(link, door, change);
            case Errand.Cancel cancel -> cancel(link, door, cancel.order());
        };
    }

    private Order send(AccountLink link, VenueAccount door, Errand.Send errand) {
        Order order = errand.order();
        link.expect(order.symbol(), order.clientOrderId());
        boolean endsIt = GoodTill.venueEnds(link.venue(), order.goodTill(), sources.now());
        PlaceOutcome outcome =
                VenueGateway.send(door, errand.approved(), order, errand.contract(), endsIt);
        return switch (outcome) {
            case PlaceOutcome.Accepted accepted -> reported(link, order, accepted.order());
            case PlaceOutcome.Rejected rejected ->
                    moved(order, OrderState.REJECTED, why(rejected.venueCode(), rejected.reason()));
            case PlaceOutcome.Unknown unknown -> unknown(link, door, order, unknown.reason());
        };
    }

    private Order leave(AccountLink link, VenueAccount door, Errand.Send errand) {
        Order order = errand.order();
        TriggerOutcome outcome =
                VenueGateway.sendTrigger(door, errand.approved(), order, errand.contract());
        return switch (outcome) {
            case TriggerOutcome.Accepted accepted -> reported(order, accepted.trigger());
            case TriggerOutcome.Rejected rejected ->
                    moved(order, OrderState.REJECTED, why(rejected.venueCode(), rejected.reason()));
            case TriggerOutcome.Unknown unknown -> unknown(link, door, order, unknown.reason());
        };
    }

    private Order change(AccountLink link, VenueAccount door, Errand.Change errand) {
        Order order = errand.order();
        AmendOutcome outcome =
                VenueGateway.change(door, errand.approved(), order, errand.contract());
        return switch (outcome) {
            case AmendOutcome.Amended amended -> changed(link, order, amended.order());
            case AmendOutcome.Unknown _ -> asked(link, door, order);
            case AmendOutcome.Rejected rejected -> {
                // Most often the order was filled meanwhile: its state is the better answer.
                Order after = asked(link, door, order);
                if (after.state() != OrderState.PENDING_UPDATE) {
                    yield after;
                }
                String why = why(rejected.venueCode(), rejected.reason());
                Instant now = sources.now();
                Order open = sources.room().ask(desk -> desk.orders().refuseAmend(after, "", now));
                throw Refusal.conflict(
                        "amend_rejected",
                        "the venue did not change the order, it is %s: %s"
                                .formatted(open.state(), why));
            }
        };
    }

    private Order cancel(AccountLink link, VenueAccount door, Order order) {
        if (OrderRow.waitsAtVenue(order)) {
            return switch (door.cancelTrigger(order.symbol(), order.clientOrderId())) {
                case CommandOutcome.Done _ -> moved(order, OrderState.CANCELED, "");
                case CommandOutcome.Unknown _ -> asked(link, door, order);
                case CommandOutcome.Rejected rejected ->
                        notCanceled(
                                link, door, order, why(rejected.venueCode(), rejected.reason()));
            };
        }
        return switch (door.cancel(order.symbol(), clientOrderId(door, order))) {
            case CancelOutcome.Canceled canceled -> reported(link, order, canceled.order());
            case CancelOutcome.Unknown _ -> asked(link, door, order);
            case CancelOutcome.Rejected rejected ->
                    notCanceled(link, door, order, why(rejected.venueCode(), rejected.reason()));
        };
    }

    /** Most often the order was filled meanwhile: its state is the better answer. */
    private Order notCanceled(AccountLink link, VenueAccount door, Order order, String why) {
        Order after = asked(link, door, order);
        if (after.state() != OrderState.PENDING_CANCEL) {
            return after;
        }
        Instant now = sources.now();
        Order open = sources.room().ask(desk -> desk.orders().refuseCancel(after, now));
        throw Refusal.conflict(
                "cancel_rejected",
                "the venue did not cancel, the order is %s: %s".formatted(open.state(), why));
    }

    /** The order that a conditional one has become may have an id of the venue's making. */
    private static String clientOrderId(VenueAccount door, Order order) {
        if (!OrderRow.isKeptByVenue(order)) {
            return order.clientOrderId();
        }
        try {
            return door.orderById(order.symbol(), order.venueOrderId())
                    .map(OrderReport::clientOrderId)
                    .filter(id -> !id.isEmpty())
                    .orElse(order.clientOrderId());
        } catch (VenueError e) {
            LOG.info("{} is cancelled by its own id: {}", order.order(), e.getMessage());
            return order.clientOrderId();
        }
    }

    private Order unknown(AccountLink link, VenueAccount door, Order order, String reason) {
        return asked(link, door, moved(order, OrderState.UNKNOWN, reason));
    }

    private Order reported(AccountLink link, Order order, OrderReport report) {
        Instrument instrument = instrument(link, order);
        return answer(order, desk -> desk.news().own(order, instrument, report));
    }

    private Order reported(Order order, TriggerReport report) {
        return answer(order, desk -> desk.news().own(order, report));
    }

    /** The venue's yes to a change; where it is an acknowledgement only, the change as asked. */
    private Order changed(AccountLink link, Order order, OrderReport report) {
        Instrument instrument = instrument(link, order);
        return answer(
                order,
                desk ->
                        desk.news()
                                .own(order, instrument, report)
                                .map(
                                        after ->
                                                after.state() == OrderState.PENDING_UPDATE
                                                        ? desk.orders()
                                                                .refuseAmend(
                                                                        after,
                                                                        "",
                                                                        report.updatedAt())
                                                        : after));
    }

    /** What the engine made of an answer; the stored order when it had ended before. */
    private Order answer(Order order, Function<Desk, Optional<Order>> news) {
        return sources.room()
                .ask(news)
                .or(() -> sources.store().order(order.order()).map(OrderRow::order))
                .orElse(order);
    }

    private Order moved(Order order, OrderState to, String reason) {
        Instant now = sources.now();
        return sources.room().ask(desk -> desk.orders().move(order, to, reason, now));
    }

    /** The order after the venue was asked; as it is when the venue does not answer. */
    private Order asked(AccountLink link, VenueAccount door, Order order) {
        Optional<OrderRow> row = sources.store().order(order.order());
        if (row.isEmpty()) {
            return order;
        }
        try {
            return inquiry.settle(link.account(), door, row.get());
        } catch (VenueError e) {
            LOG.info("{} stays {}: {}", order.order(), order.state(), e.getMessage());
            return row.get().order();
        }
    }

    private Instrument instrument(AccountLink link, Order order) {
        return sources.market().reported(link.account().venue(), order.symbol());
    }

    private static String why(String venueCode, String reason) {
        return (venueCode + ": " + reason).strip();
    }
}
