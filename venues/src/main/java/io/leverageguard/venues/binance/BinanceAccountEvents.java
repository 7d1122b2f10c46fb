package io.leverageguard.venues.binance;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.binance.BinanceEvent.AccountChange;
import io.leverageguard.venues.binance.BinanceEvent.AccountUpdate;
import io.leverageguard.venues.binance.BinanceEvent.BalanceChange;
import io.leverageguard.venues.binance.BinanceEvent.OrderUpdate;
import io.leverageguard.venues.binance.BinanceEvent.PositionChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Hands private events to an {@link AccountSink}. A fill is told once, however often the venue
 * sends it, and by {@code onFill} alone.
 */
final class BinanceAccountEvents implements BinanceStream.Receiver {
    private static final int FILLS_REMEMBERED = 10_000;

    private final AccountSink sink;
    private final LinkedHashSet<FillId> seen = new LinkedHashSet<>();

    BinanceAccountEvents(AccountSink sink) {
        this.sink = sink;
    }

    private record FillId(String symbol, String tradeId) {}

    @Override
    public Runnable read(BinanceEvent event) {
        return switch (event) {
            case BinanceEvent.OrderTradeUpdate update ->
                    order(BinanceParser.need(update.order(), "o"));
            case AccountUpdate update -> account(update);
            case BinanceEvent.MarginCall _ ->
                    () -> sink.onAccount(List.of(), List.of(), "MARGIN_CALL");
            case BinanceEvent.AlgoUpdate update -> {
                TriggerReport trigger =
                        BinanceAlgoParser.trigger(
                                BinanceParser.need(update.order(), "o"), update.time());
                yield () -> sink.onTrigger(trigger);
            }
            case BinanceEvent.AccountConfigUpdate _,
                    BinanceEvent.ListenKeyExpired _,
                    BinanceEvent.Unknown _ ->
                    () -> {};
            case BinanceEvent.AggTrade _,
                    BinanceEvent.Trade _,
                    BinanceEvent.MarkPriceUpdate _,
                    BinanceEvent.BookTicker _,
                    BinanceEvent.KlineUpdate _,
                    BinanceEvent.DepthUpdate _,
                    BinanceEvent.ForceOrder _ ->
                    () -> {};
        };
    }

    @Override
    public void gap() {
        sink.onGap();
    }

    private Runnable order(OrderUpdate update) {
        OrderReport order = BinanceParser.order(update);
        if (!BinanceParser.isFill(update)) {
            return () -> sink.onOrder(order);
        }
        FillReport fill = BinanceParser.fill(update);
        if (!seen.add(new FillId(fill.symbol(), fill.tradeId()))) {
            return () -> {};
        }
        if (seen.size() > FILLS_REMEMBERED) {
            seen.removeFirst();
        }
        return () -> sink.onFill(fill, order);
    }

    private Runnable account(AccountUpdate update) {
        AccountChange changed = BinanceParser.need(update.change(), "a");
        String reason = BinanceParser.need(changed.reason(), "m");
        List<BalanceChange> balances = changed.balances();
        List<PositionChange> positions = changed.positions();
        List<BalanceReport> wallets = balances.stream().map(BinanceParser::balance).toList();
        List<PositionReport> held =
                positions.stream()
                        .map(position -> BinanceParser.position(position, update.time()))
                        .toList();
        String symbol = positions.isEmpty() ? "" : positions.getFirst().symbol();
        BigDecimal change =
                balances.stream()
                        .map(balance -> BinanceParser.or(balance.change(), BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return () -> {
            if (reason.equals("FUNDING_FEE")) {
                sink.onFunding(symbol, change, Instant.ofEpochMilli(update.time()));
            }
            sink.onAccount(wallets, held, reason);
        };
    }
}
