package io.leverageguard.exchange;

import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.BookUpdate.Level;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Triggers.TriggerReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what an account's stream has told. */
final class Told implements AccountMirror.Sink {
    final List<OrderReport> orders = new ArrayList<>();
    final List<FillReport> fills = new ArrayList<>();
    final List<PositionReport> positions = new ArrayList<>();
    final List<BigDecimal> funding = new ArrayList<>();
    final List<TriggerReport> triggers = new ArrayList<>();
    int gaps;
    int reconciled;

    List<OrderStatus> statuses(String clientOrderId) {
        return orders.stream()
                .filter(order -> order.clientOrderId().equals(clientOrderId))
                .map(OrderReport::status)
                .toList();
    }

    BigDecimal filled() {
        return fills.stream().map(FillReport::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    OrderReport last(Closure closure) {
        return orders.stream()
                .filter(order -> order.closure() == closure)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    @Override
    public void onOrder(OrderReport order) {
        orders.add(order);
    }

    @Override
    public void onFill(FillReport fill, OrderReport order) {
        fills.add(fill);
        orders.add(order);
    }

    @Override
    public void onAccount(
            List<BalanceReport> balances, List<PositionReport> changed, String reason) {
        positions.addAll(changed);
    }

    @Override
    public void onFunding(String symbol, BigDecimal amount, Instant at) {
        funding.add(amount);
    }

    @Override
    public void onTrigger(TriggerReport trigger) {
        triggers.add(trigger);
    }

    @Override
    public void onGap() {
        gaps++;
    }

    @Override
    public void onReconciled(AccountMirror.View view) {
        reconciled++;
    }

    /** Keeps what a public stream has told. */
    static final class Market implements MarketSink {
        final List<TradePrint> trades = new ArrayList<>();
        final List<MarkUpdate> marks = new ArrayList<>();
        final List<QuoteUpdate> quotes = new ArrayList<>();
        final List<LiquidationPrint> liquidations = new ArrayList<>();
        private final SortedMap<BigDecimal, BigDecimal> bids =
                new TreeMap<>(Comparator.reverseOrder());
        private final SortedMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        int gaps;

        SortedMap<BigDecimal, BigDecimal> bids() {
            return bids;
        }

        SortedMap<BigDecimal, BigDecimal> asks() {
            return asks;
        }

        @Override
        public boolean wantsBooks() {
            return true;
        }

        @Override
        public void onBook(BookUpdate update) {
            if (update.whole()) {
                bids.clear();
                asks.clear();
            }
            change(bids, update.bids());
            change(asks, update.asks());
        }

        private static void change(SortedMap<BigDecimal, BigDecimal> side, List<Level> levels) {
            for (Level level : levels) {
                if (level.quantity().signum() == 0) {
                    side.remove(level.price());
                } else {
                    side.put(level.price(), level.quantity());
                }
            }
        }

        @Override
        public void onTrade(TradePrint trade) {
            trades.add(trade);
        }

        @Override
        public void onMark(MarkUpdate mark) {
            marks.add(mark);
        }

        @Override
        public void onQuote(QuoteUpdate quote) {
            quotes.add(quote);
        }

        @Override
        public void onLiquidation(LiquidationPrint liquidation) {
            liquidations.add(liquidation);
        }

        @Override
        public void onGap() {
            gaps++;
        }
    }
}
