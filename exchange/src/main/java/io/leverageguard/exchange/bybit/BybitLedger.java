package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Account.Fill;
import io.leverageguard.exchange.core.Account.Income;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.IncomeType;
import io.leverageguard.venues.bybit.BybitAccountMessages.Transaction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as Bybit writes it: one line per trade, with its profit and its fee, and one for
 * everything else. The changes of all lines add up to the wallet.
 */
final class BybitLedger {
    private final Exchange exchange;

    BybitLedger(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Lines of the exchange's ledger that are one of the venue's; the first names it. */
    record Entry(String type, String base, Income first, @Nullable Fill fill, Sums sums) {}

    /** What a line moved. */
    private static final class Sums {
        private long cash;
        private long fee;
        private long funding;
        private long balance;

        private void add(Income line) {
            switch (line.type()) {
                case COMMISSION, LIQUIDATION_FEE -> fee -= line.amount();
                case FUNDING_FEE -> funding += line.amount();
                case TRANSFER, REALIZED_PNL, LOSS_COVERED -> cash += line.amount();
            }
            balance = line.balance();
        }
    }

    /** A side of a trade. */
    private record Side(long tradeId, long orderId) {}

    /** The lines of [from, to], oldest first. */
    List<Entry> entries(Account account, long from, long to) {
        Map<Side, Fill> fills = new HashMap<>();
        for (Fill fill : account.fills()) {
            if (fill.time() >= from && fill.time() <= to) {
                fills.put(new Side(fill.tradeId(), fill.order().id()), fill);
            }
        }
        List<Entry> entries = new ArrayList<>();
        Side last = null;
        for (Income line : account.income()) {
            if (line.time() < from || line.time() > to) {
                continue;
            }
            Side side = new Side(line.tradeId(), line.orderId());
            if (line.tradeId() == 0 || !Objects.equals(side, last)) {
                entries.add(entry(account, line, fills.get(side)));
            }
            entries.getLast().sums.add(line);
            last = side;
        }
        return entries;
    }

    private Entry entry(Account account, Income line, @Nullable Fill fill) {
        String base =
                line.symbol().isEmpty() ? "" : exchange.market(line.symbol()).contract().base();
        return new Entry(type(account, line), base, line, fill, new Sums());
    }

    private static String type(Account account, Income line) {
        return switch (line.type()) {
            case TRANSFER -> line.amount() < 0 ? "TRANSFER_OUT" : "TRANSFER_IN";
            case FUNDING_FEE -> "SETTLEMENT";
            case LIQUIDATION_FEE, LOSS_COVERED -> "LIQUIDATION";
            case REALIZED_PNL, COMMISSION -> traded(account.orders().get(line.orderId()));
        };
    }

    private static String traded(@Nullable ExchangeOrder order) {
        if (order == null || !order.origin().isForced()) {
            return "TRADE";
        }
        return order.origin().isLiquidation() ? "LIQUIDATION" : "ADL";
    }

    Transaction row(Entry entry) {
        Income line = entry.first;
        Sums sums = entry.sums;
        Fill fill = entry.fill;
        boolean funding = line.type() == IncomeType.FUNDING_FEE;
        Contract contract =
                line.symbol().isEmpty() ? null : exchange.market(line.symbol()).contract();
        BybitTicket ticket = fill == null ? null : BybitTicket.of(fill.order());
        long size = fill == null ? line.lots() : fill.positionLots();
        return new Transaction(
                BybitIds.ledger(line.id()),
                line.symbol(),
                line.symbol().isEmpty() ? "" : BybitParams.LINEAR,
                line.lots() == 0 ? "None" : BybitWire.side(line.lots() > 0),
                line.time(),
                entry.type,
                "",
                contract == null ? null : contract.quantity(Math.abs(line.lots())),
                contract == null ? null : contract.quantity(size),
                BybitWire.COIN,
                contract == null || line.units() == 0
                        ? null
                        : BybitWire.price(contract, line.units()),
                funding ? BybitWire.money(sums.funding) : null,
                BybitWire.money(sums.fee),
                BybitWire.money(sums.cash),
                BybitWire.money(sums.cash + sums.funding - sums.fee),
                BybitWire.money(sums.balance),
                feeRate(line, fill),
                null,
                tradeId(line, fill),
                ticket == null ? "" : ticket.id(),
                ticket == null ? "" : ticket.linkId());
    }

    private @Nullable BigDecimal feeRate(Income line, @Nullable Fill fill) {
        if (line.type() == IncomeType.FUNDING_FEE) {
            return BybitWire.rate(BybitHistoryApi.fundingRate(exchange, line));
        }
        return fill == null ? null : BybitRows.feeRate(fill);
    }

    private static String tradeId(Income line, @Nullable Fill fill) {
        if (line.type() == IncomeType.FUNDING_FEE) {
            return BybitIds.funding(line.time(), line.symbol(), line.leg());
        }
        return fill == null ? "" : BybitIds.execution(fill.tradeId(), fill.maker());
    }
}
