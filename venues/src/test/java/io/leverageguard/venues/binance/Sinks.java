package io.leverageguard.venues.binance;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Triggers.TriggerReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sinks that write down what they are told, in order. */
final class Sinks {
    private Sinks() {}

    static class Market implements MarketSink {
        final List<String> told = new ArrayList<>();

        @Override
        public void onTrade(TradePrint trade) {
            told.add("trade " + trade.tradeId());
        }

        @Override
        public void onMark(MarkUpdate mark) {
            told.add("mark " + mark.mark().toPlainString());
        }

        @Override
        public void onQuote(QuoteUpdate quote) {
            told.add("quote " + quote.bid().toPlainString());
        }

        @Override
        public void onLiquidation(LiquidationPrint liquidation) {
            told.add("liquidation " + liquidation.positionSide());
        }

        @Override
        public void onGap() {
            told.add("gap");
        }
    }

    static final class Account implements AccountSink {
        final List<String> told = new ArrayList<>();

        @Override
        public void onOrder(OrderReport order) {
            told.add("order " + order.clientOrderId() + " " + order.status());
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {
            told.add("fill " + fill.tradeId() + " " + order.closure());
        }

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> positions, String reason) {
            told.add("account " + reason);
        }

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {
            told.add("funding " + symbol + " " + amount.toPlainString());
        }

        @Override
        public void onTrigger(TriggerReport trigger) {
            told.add(
                    "trigger %s %s %s"
                            .formatted(
                                    trigger.clientOrderId(),
                                    trigger.state(),
                                    trigger.venueOrderId()));
        }

        @Override
        public void onGap() {
            told.add("gap");
        }
    }
}
