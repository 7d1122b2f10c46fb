package io.leverageguard.venues.okx;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxAccounts.Balance;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxEvent.BalanceAndPosition;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxEvent.OrderUpdate;
import io.leverageguard.venues.okx.OkxOrders.AlgoOrder;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Hands private events to an {@link AccountSink}. A fill is told once, however often the venue
 * repeats it, and by {@code onFill} alone. That funding was paid is an event, how much is not: the
 * ledger is asked. So it is about which trades a liquidation order was filled by.
 */
final class OkxAccountEvents implements OkxStream.Receiver {
    private static final int FILLS_REMEMBERED = 10_000;
    private static final int BILLS_REMEMBERED = 10_000;

    /** The ledger may date a funding before the event. */
    private static final Duration FUNDING_WITHIN = Duration.ofMinutes(5);

    private final OkxParser parser;
    private final AccountSink sink;
    private final LinkedHashSet<FillId> seen = new LinkedHashSet<>();
    private final Ledger ledger;
    private final LinkedHashSet<String> told = new LinkedHashSet<>();

    /** What the events leave out, asked of the venue. */
    interface Ledger {
        /** What funding was paid from an instant on. */
        List<Bill> fundings(Instant from);

        /** What an order was filled by. */
        List<Fill> fillsOf(Order order);
    }

    OkxAccountEvents(OkxParser parser, AccountSink sink, Ledger ledger) {
        this.parser = parser;
        this.sink = sink;
        this.ledger = ledger;
    }

    /** Both sides of a trade have its number. */
    private record FillId(String symbol, String tradeId, String orderId) {}

    @Override
    public Runnable read(Frame<OkxEvent> frame) {
        List<Runnable> handovers = new ArrayList<>();
        List<PositionReport> positions = new ArrayList<>();
        for (OkxEvent row : OkxParser.or(frame.data(), List.<OkxEvent>of())) {
            if (row instanceof Position position) {
                if (OkxSymbols.isOurs(position.instId())) {
                    positions.add(parser.position(position));
                }
            } else {
                handovers.add(read(row));
            }
        }
        if (!positions.isEmpty()) {
            handovers.add(() -> sink.onAccount(List.of(), positions, "positions"));
        }
        return () -> handovers.forEach(Runnable::run);
    }

    @Override
    public void gap() {
        sink.onGap();
    }

    private Runnable read(OkxEvent event) {
        return switch (event) {
            case OrderUpdate update -> order(update);
            case AlgoOrder algo -> trigger(algo);
            case Balance balance -> {
                List<BalanceReport> balances =
                        balance.details().stream().map(OkxParser::balance).toList();
                yield () -> sink.onAccount(balances, List.of(), "account");
            }
            case BalanceAndPosition change ->
                    "funding_fee".equals(change.eventType())
                            ? () -> tellFundings(OkxParser.time(change.pTime()))
                            : OkxAccountEvents::nothing;
            case OkxEvent.LiquidationWarning _ ->
                    () -> sink.onAccount(List.of(), List.of(), "MARGIN_CALL");
            default -> OkxAccountEvents::nothing;
        };
    }

    private Runnable order(OrderUpdate update) {
        Order row = OkxParser.need(update.order(), "order");
        if (!OkxSymbols.isOurs(row.instId())) {
            return OkxAccountEvents::nothing;
        }
        OrderReport order = parser.order(row);
        if (OkxParser.isNamelessFill(update)) {
            return () -> tellNameless(row, order);
        }
        if (!OkxParser.isFill(update)) {
            return () -> sink.onOrder(order);
        }
        FillReport fill = parser.fill(update);
        return () -> tell(fill, order);
    }

    private void tell(FillReport fill, OrderReport order) {
        if (!seen.add(new FillId(fill.symbol(), fill.tradeId(), fill.venueOrderId()))) {
            return;
        }
        if (seen.size() > FILLS_REMEMBERED) {
            seen.removeFirst();
        }
        sink.onFill(fill, order);
    }

    /** When the list of fills does not have it yet, the account has to be compared later. */
    private void tellNameless(Order row, OrderReport order) {
        List<Fill> fills;
        try {
            fills = ledger.fillsOf(row);
        } catch (VenueError _) {
            fills = List.of();
        }
        sink.onOrder(order);
        if (fills.isEmpty()) {
            sink.onGap();
        }
        fills.forEach(fill -> tell(parser.fill(fill), order));
    }

    private Runnable trigger(AlgoOrder algo) {
        if (!OkxSymbols.isOurs(algo.instId())) {
            return OkxAccountEvents::nothing;
        }
        TriggerReport trigger = parser.trigger(algo);
        return () -> sink.onTrigger(trigger);
    }

    /** When the ledger does not have it yet, the account has to be compared later. */
    private void tellFundings(Instant at) {
        List<Bill> bills;
        try {
            bills = ledger.fundings(at.minus(FUNDING_WITHIN));
        } catch (VenueError _) {
            bills = List.of();
        }
        if (bills.isEmpty()) {
            sink.onGap();
        }
        for (Bill bill : bills) {
            IncomeReport funding = OkxParser.income(bill);
            if (!funding.symbol().isEmpty() && told.add(funding.id())) {
                sink.onFunding(funding.symbol(), funding.amount(), funding.at());
            }
        }
        while (told.size() > BILLS_REMEMBERED) {
            told.removeFirst();
        }
    }

    /** Of no use to the sink. */
    private static void nothing() {}
}
