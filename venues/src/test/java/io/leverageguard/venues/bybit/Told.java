package io.leverageguard.venues.bybit;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.BookUpdate;
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
final class Told {
    private Told() {}

    static final class Market implements MarketSink {
        final List<String> told = new ArrayList<>();

        @Override
        public void onTrade(TradePrint trade) {
            told.add("trade " + trade.tradeId() + (trade.buyerMaker() ? " sold" : " bought"));
        }

        @Override
        public void onMark(MarkUpdate mark) {
            told.add("mark " + mark.mark() + " " + mark.index() + " " + mark.fundingRate());
        }

        @Override
        public void onQuote(QuoteUpdate quote) {
            told.add("quote " + quote.bid() + " " + quote.ask());
        }

        @Override
        public void onLiquidation(LiquidationPrint liquidation) {
            told.add("liquidation " + liquidation.positionSide() + " " + liquidation.price());
        }

        @Override
        public boolean wantsBooks() {
            return true;
        }

        @Override
        public void onBook(BookUpdate update) {
            told.add(
                    "book "
                            + (update.whole() ? "whole " : "change ")
                            + update.sequence()
                            + " "
                            + update.bids().size()
                            + "/"
                            + update.asks().size());
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
            told.add("order " + order.venueOrderId() + " " + order.status());
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {
            told.add(
                    "fill %s %s of %s at %s %s %s"
                            .formatted(
                                    fill.tradeId(),
                                    order.filled().toPlainString(),
                                    order.quantity().toPlainString(),
                                    order.averagePrice().toPlainString(),
                                    order.status(),
                                    order.closure()));
        }

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> positions, String reason) {
            balances.forEach(balance -> told.add("balance " + balance.wallet()));
            positions.forEach(
                    position ->
                            told.add(
                                    "position %s %s %s"
                                            .formatted(
                                                    position.quantity(),
                                                    position.isolated() ? "isolated" : "cross",
                                                    position.isolatedWallet())));
        }

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {
            told.add("funding " + symbol + " " + amount.toPlainString());
        }

        @Override
        public void onTrigger(TriggerReport trigger) {
            told.add("trigger " + trigger.kind() + " " + trigger.state());
        }

        @Override
        public void onGap() {
            told.add("gap");
        }
    }
}
