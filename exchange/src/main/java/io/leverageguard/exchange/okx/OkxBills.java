package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Account.Income;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.IncomeType;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.okx.OkxAccounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as OKX shows it: profit and fee of a trade in one bill, of type 2 (trade), 5
 * (liquidation), 8 (funding), 9 (ADL) or 1 (transfer).
 */
final class OkxBills {
    private final Exchange exchange;

    OkxBills(Exchange exchange) {
        this.exchange = exchange;
    }

    /** All bills of an account since {@code from}, oldest first. */
    List<OkxAccounts.Bill> since(Account account, long from) {
        List<OkxAccounts.Bill> bills = new ArrayList<>();
        Income profit = null;
        for (Income line : account.income()) {
            if (line.time() < from) {
                continue;
            }
            boolean sameTrade =
                    profit != null
                            && line.type() == IncomeType.COMMISSION
                            && line.tradeId() == profit.tradeId();
            if (profit != null && !sameTrade) {
                bills.add(trade(account, profit, null));
            }
            boolean opens = line.type() == IncomeType.REALIZED_PNL && line.tradeId() != 0;
            if (line.type() == IncomeType.COMMISSION) {
                bills.add(trade(account, sameTrade ? profit : null, line));
            } else if (!opens) {
                bills.add(other(line));
            }
            profit = opens ? line : null;
        }
        if (profit != null) {
            bills.add(trade(account, profit, null));
        }
        return bills;
    }

    /** OKX's number for how an order changes a position. */
    static String subType(ExchangeOrder order) {
        boolean buy = order.terms().buy();
        Leg leg = order.terms().leg();
        int base =
                switch (order.origin()) {
                    case USER -> 1;
                    case PARTIAL_LIQUIDATION -> 100;
                    case LIQUIDATION, TAKEOVER -> 104;
                    case ADL -> 125;
                };
        if (order.origin().isForced()) {
            int net = buy ? 2 : 3;
            int sided = leg == Leg.LONG ? 0 : 1;
            return Integer.toString(base + (leg == Leg.BOTH ? net : sided));
        }
        if (leg == Leg.BOTH) {
            return buy ? "1" : "2";
        }
        int opened = leg == Leg.LONG ? 3 : 4;
        return Integer.toString(leg.closes(buy) ? opened + 2 : opened);
    }

    private static String type(@Nullable ExchangeOrder order) {
        if (order == null) {
            return "2";
        }
        return switch (order.origin()) {
            case USER -> "2";
            case PARTIAL_LIQUIDATION, LIQUIDATION, TAKEOVER -> "5";
            case ADL -> "9";
        };
    }

    private OkxAccounts.Bill trade(Account account, @Nullable Income profit, @Nullable Income fee) {
        Income last = fee == null ? profit : fee;
        if (last == null) {
            throw new IllegalArgumentException("a bill of nothing");
        }
        ExchangeOrder order = account.orders().get(last.orderId());
        long change = (profit == null ? 0 : profit.amount()) + (fee == null ? 0 : fee.amount());
        boolean forced = order != null && order.origin().isForced();
        return bill(
                last,
                type(order),
                order == null ? "" : subType(order),
                change,
                profit == null ? 0 : profit.amount(),
                fee == null ? 0 : fee.amount(),
                new Origin(
                        order == null ? "" : OkxNote.of(order).tdMode(),
                        Long.toString(last.orderId()),
                        order == null ? "" : OkxOrderWire.clientId(order.clientId()),
                        Long.toString(forced ? -last.tradeId() : last.tradeId())));
    }

    private record Origin(String mode, String orderId, String clientId, String tradeId) {
        static final Origin NONE = new Origin("", "", "", "");
    }

    private OkxAccounts.Bill other(Income line) {
        boolean in = line.amount() >= 0;
        String type =
                switch (line.type()) {
                    case TRANSFER -> "1";
                    case FUNDING_FEE -> "8";
                    case LIQUIDATION_FEE, LOSS_COVERED -> "5";
                    case REALIZED_PNL, COMMISSION -> "2";
                };
        String subType =
                switch (line.type()) {
                    case TRANSFER -> in ? "11" : "12";
                    case FUNDING_FEE -> in ? "174" : "173";
                    case LIQUIDATION_FEE -> "109";
                    case LOSS_COVERED -> "110";
                    case REALIZED_PNL, COMMISSION -> "";
                };
        boolean profit = line.type() == IncomeType.FUNDING_FEE;
        return bill(line, type, subType, line.amount(), profit ? line.amount() : 0, 0, Origin.NONE);
    }

    private OkxAccounts.Bill bill(
            Income line,
            String type,
            String subType,
            long change,
            long profit,
            long fee,
            Origin origin) {
        boolean none = line.symbol().isEmpty();
        Market market = none ? null : exchange.market(line.symbol());
        boolean traded = market != null && line.lots() != 0;
        return new OkxAccounts.Bill(
                none ? "" : OkxInstruments.SWAP,
                market == null ? "" : OkxInstruments.instId(market.contract()),
                Long.toString(line.id()),
                type,
                subType,
                OkxInstruments.money(change),
                BigDecimal.ZERO,
                OkxInstruments.money(line.balance()),
                BigDecimal.ZERO,
                traded && market != null
                        ? OkxInstruments.size(market.contract(), Math.abs(line.lots()))
                        : BigDecimal.ZERO,
                traded && market != null
                        ? OkxMarketWire.units(market.contract(), line.units())
                        : null,
                Contract.QUOTE,
                OkxInstruments.money(profit),
                OkxInstruments.money(fee),
                origin.mode(),
                origin.orderId(),
                origin.clientId(),
                origin.tradeId(),
                "",
                "",
                "",
                origin.tradeId().isEmpty() ? null : line.time(),
                line.time());
    }
}
