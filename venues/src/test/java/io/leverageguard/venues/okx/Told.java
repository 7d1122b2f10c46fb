package io.leverageguard.venues.okx;

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

/** Writes down what sinks are told, in order. */
final class Told implements MarketSink, AccountSink {
    final List<String> lines = new ArrayList<>();
    final List<Object> reports = new ArrayList<>();

    /** The last report of this type. */
    <T> T last(Class<T> type) {
        return reports.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    @Override
    public boolean wantsBooks() {
        return true;
    }

    @Override
    public void onTrade(TradePrint trade) {
        tell("trade " + trade.tradeId(), trade);
    }

    @Override
    public void onMark(MarkUpdate mark) {
        tell("mark " + mark.mark().toPlainString(), mark);
    }

    @Override
    public void onQuote(QuoteUpdate quote) {
        tell("quote " + quote.bid().toPlainString(), quote);
    }

    @Override
    public void onLiquidation(LiquidationPrint liquidation) {
        tell("liquidation " + liquidation.positionSide(), liquidation);
    }

    @Override
    public void onBook(BookUpdate update) {
        tell("book " + update.sequence() + (update.whole() ? " whole" : ""), update);
    }

    @Override
    public void onOrder(OrderReport order) {
        tell("order " + order.clientOrderId() + " " + order.status(), order);
    }

    @Override
    public void onFill(FillReport fill, OrderReport order) {
        tell("fill " + fill.tradeId() + " " + order.closure(), fill);
        reports.add(order);
    }

    @Override
    public void onAccount(
            List<BalanceReport> balances, List<PositionReport> positions, String reason) {
        lines.add("account " + reason);
        reports.addAll(balances);
        reports.addAll(positions);
    }

    @Override
    public void onFunding(String symbol, BigDecimal amount, Instant at) {
        lines.add("funding " + symbol + " " + amount.toPlainString());
    }

    @Override
    public void onTrigger(TriggerReport trigger) {
        tell("trigger " + trigger.clientOrderId() + " " + trigger.state(), trigger);
    }

    @Override
    public void onGap() {
        lines.add("gap");
    }

    private void tell(String line, Object report) {
        lines.add(line);
        reports.add(report);
    }
}
