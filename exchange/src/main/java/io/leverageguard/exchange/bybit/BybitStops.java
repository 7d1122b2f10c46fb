package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.bybit.BybitMessages.CreateOrder;
import io.leverageguard.venues.bybit.BybitMessages.TradingStop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Take-profit, stop-loss and trailing stop: of an order that opens, or of a position. */
final class BybitStops {
    private final Exchange exchange;

    /** One end of a position as it is asked for; a size of zero closes it whole. */
    private record End(
            Kind kind,
            BigDecimal price,
            String triggerBy,
            BigDecimal size,
            @Nullable BigDecimal limit) {
        private String field() {
            return kind == Kind.STOP ? "StopLoss" : "TakeProfit";
        }
    }

    BybitStops(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What an order leaves behind when it has filled. */
    static List<TriggerRequest> attached(CreateOrder asked, OrderRequest order, Market market) {
        boolean partial = isPartial(asked.tpslMode());
        BigDecimal size = partial ? order.quantity() : BigDecimal.ZERO;
        List<End> ends = new ArrayList<>();
        add(
                ends,
                Kind.TAKE_PROFIT,
                asked.takeProfit(),
                asked.tpTriggerBy(),
                size,
                partial ? asked.tpLimitPrice() : null);
        add(
                ends,
                Kind.STOP,
                asked.stopLoss(),
                asked.slTriggerBy(),
                size,
                partial ? asked.slLimitPrice() : null);
        BigDecimal base =
                order.type() == OrderType.LIMIT ? order.price() : price(market, PriceSource.LAST);
        List<TriggerRequest> requests = new ArrayList<>();
        for (End end : ends) {
            checkSide(end, order.buy(), base);
            requests.add(request(end, order.buy(), order));
        }
        return requests;
    }

    private static void add(
            List<End> ends,
            Kind kind,
            @Nullable BigDecimal price,
            String triggerBy,
            BigDecimal size,
            @Nullable BigDecimal limit) {
        if (price != null && price.signum() != 0) {
            ends.add(new End(kind, price, triggerBy, size, limit));
        }
    }

    /** A value of zero takes what there is away; one that is not said leaves it. */
    Object set(Account account, TradingStop asked) {
        if (!BybitParams.category(asked.category()).equals(BybitParams.LINEAR)) {
            throw BybitRefusal.symbol(asked.symbol());
        }
        Market market = BybitParams.market(exchange, asked.symbol());
        Position position = account.position(market, BybitOrders.leg(account, asked.positionIdx()));
        if (position.lots() == 0) {
            throw new BybitRefusal(10001, "can not set tp/sl/ts for zero position");
        }
        boolean partial = isPartial(asked.tpslMode());
        boolean changed = false;
        changed |=
                set(
                        position,
                        Kind.TAKE_PROFIT,
                        asked.takeProfit(),
                        asked.tpTriggerBy(),
                        size(partial, asked.tpSize()),
                        partial ? asked.tpLimitPrice() : null);
        changed |=
                set(
                        position,
                        Kind.STOP,
                        asked.stopLoss(),
                        asked.slTriggerBy(),
                        size(partial, asked.slSize()),
                        partial ? asked.slLimitPrice() : null);
        changed |= trail(position, asked.trailingStop(), asked.activePrice());
        if (!changed) {
            throw new BybitRefusal(34040, "not modified");
        }
        return Map.of();
    }

    private boolean set(
            Position position,
            Kind kind,
            @Nullable BigDecimal price,
            String triggerBy,
            BigDecimal size,
            @Nullable BigDecimal limit) {
        if (price == null) {
            return false;
        }
        Optional<Trigger> known = BybitPositions.waiting(position, kind);
        boolean whole = size.signum() == 0;
        if (price.signum() == 0) {
            known.ifPresent(exchange::cancel);
            return known.isPresent();
        }
        End end = new End(kind, price, triggerBy, size, limit);
        PriceSource source = BybitOrders.source(triggerBy, "triggerBy");
        checkSide(end, position.isLong(), price(position.market(), source));
        boolean same =
                known.isPresent()
                        && known.get().request().price().compareTo(price) == 0
                        && known.get().request().source() == source;
        if (whole && same) {
            return false;
        }
        exchange.placeTrigger(position.account(), request(end, position.isLong(), order(position)));
        if (whole) {
            known.ifPresent(exchange::cancel);
        }
        return true;
    }

    private boolean trail(
            Position position, @Nullable BigDecimal distance, @Nullable BigDecimal active) {
        if (distance == null) {
            return false;
        }
        Optional<Trigger> known = BybitPositions.waiting(position, Kind.TRAILING);
        if (distance.signum() != 0) {
            Contract contract = position.market().contract();
            BigDecimal activation = active == null ? BigDecimal.ZERO : active;
            boolean inside = distance.signum() > 0 && distance.compareTo(contract.priceMax()) < 0;
            if (!inside || activation.signum() < 0) {
                throw BybitRefusal.params("trailingStop invalid");
            }
            End end = new End(Kind.TRAILING, activation, "", BigDecimal.ZERO, null);
            OrderRequest closing = closing(end, position.isLong(), order(position));
            exchange.placeTrigger(
                    position.account(),
                    new TriggerRequest(
                            "",
                            Kind.TRAILING,
                            PriceSource.LAST,
                            closing.buy(),
                            activation,
                            BigDecimal.ZERO,
                            distance,
                            true,
                            0,
                            closing));
        }
        known.ifPresent(exchange::cancel);
        return known.isPresent() || distance.signum() != 0;
    }

    /** The order by which the position could have been opened. */
    private static OrderRequest order(Position position) {
        return OrderRequest.market(
                        position.market().contract().symbol(),
                        "",
                        position.isLong(),
                        position.market().contract().quantity(Math.abs(position.lots())))
                .on(position.leg());
    }

    private static TriggerRequest request(End end, boolean isLong, OrderRequest opening) {
        boolean rises = isLong == (end.kind == Kind.TAKE_PROFIT);
        return new TriggerRequest(
                "",
                end.kind,
                BybitOrders.source(end.triggerBy, "triggerBy"),
                rises,
                end.price,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                true,
                0,
                closing(end, isLong, opening));
    }

    private static OrderRequest closing(End end, boolean isLong, OrderRequest opening) {
        boolean whole = end.size.signum() == 0;
        BigDecimal limit = end.limit;
        boolean limited = limit != null && limit.signum() != 0;
        return new OrderRequest(
                opening.symbol(),
                "",
                !isLong,
                limited ? OrderType.LIMIT : OrderType.MARKET,
                limited ? Execution.GTC : Execution.IOC,
                whole ? opening.quantity() : end.size,
                limit == null ? BigDecimal.ZERO : limit,
                opening.leg(),
                true,
                whole,
                SelfTrade.ALLOW,
                0,
                "",
                List.of());
    }

    /** Profit lies on one side of the price and loss on the other. */
    private static void checkSide(End end, boolean isLong, BigDecimal base) {
        boolean above = isLong == (end.kind == Kind.TAKE_PROFIT);
        int side = end.price.compareTo(base);
        if (above ? side <= 0 : side >= 0) {
            throw new BybitRefusal(
                    10001,
                    end.field()
                            + ":"
                            + end.price.toPlainString()
                            + " set for "
                            + BybitWire.side(isLong)
                            + " position should be "
                            + (above ? "higher" : "lower")
                            + " than base_price:"
                            + base.toPlainString());
        }
    }

    private static BigDecimal price(Market market, PriceSource source) {
        return BybitWire.price(market.contract(), market.price(source));
    }

    private static BigDecimal size(boolean partial, @Nullable BigDecimal size) {
        if (!partial) {
            return BigDecimal.ZERO;
        }
        if (size == null || size.signum() <= 0) {
            throw BybitRefusal.params("tpSize and slSize are required in partial mode");
        }
        return size;
    }

    private static boolean isPartial(String mode) {
        return switch (mode) {
            case "", "Full" -> false;
            case "Partial" -> true;
            default -> throw BybitRefusal.params("tpslMode invalid");
        };
    }
}
