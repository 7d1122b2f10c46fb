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
import io.leverageguard.venues.okx.OkxOrders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Hands private events to an {@link AccountSink}. A fill is told once, however often the venue
 * repeats it, and by {@code onFill} alone. That funding was paid is an event, how much is not: the
 * ledger is asked.
 */
final class OkxAccountEvents implements OkxStream.Receiver {
    private static final int FILLS_REMEMBERED = 10_000;
    private static final int BILLS_REMEMBERED = 10_000;

    /** The ledger may date a funding before the event. */
    private static final Duration FUNDING_WITHIN = Duration.ofMinutes(5);

    private final OkxParser parser;
    private final AccountSink sink;
    private final LinkedHashSet<FillId> seen = new LinkedHashSet<>();
    private final Function<Instant, List<Bill>> fundings;
    private final LinkedHashSet<String> told = new LinkedHashSet<>();

    /** Asks {@code fundings} for what was paid from an instant on. */
    OkxAccountEvents(OkxParser parser, AccountSink sink, Function<Instant, List<Bill>> fundings) {
        this.parser = parser;
        this.sink = sink;
        this.fundings = fundings;
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
        if (!OkxParser.isFill(update)) {
            boolean nameless = OkxParser.isNamelessFill(update);
            return () -> {
                sink.onOrder(order);
                if (nameless) {
                    sink.onGap();
                }
            };
        }
        FillReport fill = parser.fill(update);
        return () -> {
            if (!seen.add(new FillId(fill.symbol(), fill.tradeId(), fill.venueOrderId()))) {
                return;
            }
            if (seen.size() > FILLS_REMEMBERED) {
                seen.removeFirst();
            }
            sink.onFill(fill, order);
        };
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
            bills = fundings.apply(at.minus(FUNDING_WITHIN));
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
