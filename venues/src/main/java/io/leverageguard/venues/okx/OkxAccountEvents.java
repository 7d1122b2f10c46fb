package io.leverageguard.venues.okx;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.okx.OkxAccounts.Balance;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxEvent.OrderUpdate;
import io.leverageguard.venues.okx.OkxOrders.AlgoOrder;
import io.leverageguard.venues.okx.OkxOrders.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Hands private events to an {@link AccountSink}. A fill is told once, however often the venue
 * repeats it, and by {@code onFill} alone. Funding has no event of its own: it is what was added to
 * a position's funding since the position was last told.
 */
final class OkxAccountEvents implements OkxStream.Receiver {
    private static final int FILLS_REMEMBERED = 10_000;
    private static final int POSITIONS_REMEMBERED = 10_000;
    private static final Runnable NOTHING = () -> {};

    private final OkxParser parser;
    private final AccountSink sink;
    private final LinkedHashSet<FillId> seen = new LinkedHashSet<>();
    private final LinkedHashMap<String, BigDecimal> fundingByPosition = new LinkedHashMap<>();

    OkxAccountEvents(OkxParser parser, AccountSink sink) {
        this.parser = parser;
        this.sink = sink;
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
                    handovers.add(funding(position));
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

    /** What was paid in between is in the venue's ledger, which is compared after a gap. */
    @Override
    public void gap() {
        fundingByPosition.clear();
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
            case OkxEvent.LiquidationWarning _ ->
                    () -> sink.onAccount(List.of(), List.of(), "MARGIN_CALL");
            default -> NOTHING;
        };
    }

    private Runnable order(OrderUpdate update) {
        Order row = OkxParser.need(update.order(), "order");
        if (!OkxSymbols.isOurs(row.instId())) {
            return NOTHING;
        }
        OrderReport order = parser.order(row);
        if (!OkxParser.isFill(update)) {
            return () -> sink.onOrder(order);
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
            return NOTHING;
        }
        TriggerReport trigger = parser.trigger(algo);
        return () -> sink.onTrigger(trigger);
    }

    private Runnable funding(Position position) {
        String symbol = OkxSymbols.symbol(position.instId());
        String id = OkxParser.need(position.posId(), "posId");
        BigDecimal total = OkxParser.or(position.fundingFee(), BigDecimal.ZERO);
        Instant at = OkxParser.time(position.uTime());
        return () -> {
            BigDecimal before = fundingByPosition.put(id, total);
            if (fundingByPosition.size() > POSITIONS_REMEMBERED) {
                fundingByPosition.pollFirstEntry();
            }
            if (before != null && total.compareTo(before) != 0) {
                sink.onFunding(symbol, OkxSymbols.plain(total.subtract(before)), at);
            }
        };
    }
}
