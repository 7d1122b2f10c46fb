package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Account.Fill;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.venues.bybit.BybitAccountMessages.ClosedPnl;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reckons from the fills of an account what each order that closed something has earned. */
final class BybitClosings {
    private BybitClosings() {}

    /** What one order closed: its lots, what they had cost and brought, and the fees of both. */
    static final class Closing {
        private final ExchangeOrder order;
        private long lots;
        private long entryCost;
        private long exitCost;
        private long realized;
        private long openFee;
        private long closeFee;
        private int fills;
        private long updatedAt;

        private Closing(ExchangeOrder order) {
            this.order = order;
        }

        long updatedAt() {
            return updatedAt;
        }

        String symbol() {
            return order.market().contract().symbol();
        }

        private void add(Fill fill, long closed, long fee, long opening) {
            long worth = closed * order.market().contract().units(fill.priceTicks());
            boolean wasLong = !order.terms().buy();
            lots += closed;
            exitCost += worth;
            entryCost += wasLong ? worth - fill.realized() : worth + fill.realized();
            realized += fill.realized();
            openFee += opening;
            closeFee += fee;
            fills++;
            updatedAt = fill.time();
        }

        private int leverage() {
            return order.account().legs(order.market()).getFirst().leverage();
        }

        ClosedPnl row() {
            Contract contract = order.market().contract();
            BybitTicket ticket = BybitTicket.of(order);
            String type = BybitRows.execType(order.origin());
            return new ClosedPnl(
                    contract.symbol(),
                    ticket.id(),
                    BybitWire.side(order.terms().buy()),
                    contract.quantity(order.terms().lots()),
                    contract.price(order.terms().priceTicks()),
                    BybitWire.type(order.terms().type()),
                    type.equals("BustTrade") ? type : "Trade",
                    contract.quantity(lots),
                    BybitWire.money(entryCost),
                    contract.meanPrice(entryCost, lots),
                    BybitWire.money(exitCost),
                    contract.meanPrice(exitCost, lots),
                    BybitWire.money(realized - openFee - closeFee),
                    Integer.toString(fills),
                    BigDecimal.valueOf(leverage()),
                    BybitWire.money(openFee),
                    BybitWire.money(closeFee),
                    ticket.createdAt(),
                    updatedAt);
        }
    }

    /** Oldest first. */
    static List<Closing> of(Account account) {
        Map<Long, Closing> closings = new LinkedHashMap<>();
        Map<String, Long> openFees = new HashMap<>();
        for (Fill fill : account.fills()) {
            ExchangeOrder order = fill.order();
            String position = order.market().contract().symbol() + order.terms().leg();
            long closed = BybitRows.closedLots(fill);
            long closeFee = QuoteUnits.mulDivFloor(fill.fee(), closed, fill.lots());
            long paid = openFees.getOrDefault(position, 0L);
            if (closed > 0) {
                long signed = order.terms().buy() ? fill.lots() : -fill.lots();
                long before = Math.abs(fill.positionLots() - signed);
                long share = QuoteUnits.mulDivFloor(paid, closed, before);
                paid -= share;
                closings.computeIfAbsent(order.id(), id -> new Closing(order))
                        .add(fill, closed, closeFee, share);
            }
            openFees.put(position, paid + fill.fee() - closeFee);
        }
        return new ArrayList<>(closings.values());
    }
}
