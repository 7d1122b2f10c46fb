package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.Link;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.engine.Scope;
import io.leverageguard.engine.Verdict;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order of ours in the engine's numbers. */
final class EngineWords {
    /** A callback is told to the engine in millionths. */
    private static final int CALLBACK_SCALE = 6;

    private EngineWords() {}

    /**
     * The command that places the order.
     *
     * @param listed the numbers of all orders of its list; empty when it stands alone
     */
    static Command.PlaceOrder command(
            NewOrder placed,
            long number,
            int account,
            Contract contract,
            Names names,
            Map<OrderId, Long> listed) {
        int strategy = names.number(Names.Kind.STRATEGY, strategy(placed));
        return command(placed, number, account, contract, strategy, listed);
    }

    /** The command of an order whose strategy has this number. */
    static Command.PlaceOrder command(
            NewOrder placed,
            long number,
            int account,
            Contract contract,
            int strategy,
            Map<OrderId, Long> listed) {
        PlaceOrder order = placed.command();
        BigDecimal price = order.price();
        BigDecimal mark = placed.mark();
        Instant goodTill = order.goodTill();
        TimeInForce lifetime = OrderRow.timeInForce(order);
        return new Command.PlaceOrder(
                number,
                account,
                contract.number(),
                order.side() == Side.BUY,
                contract.exactLots(order.quantity()),
                price == null ? 0 : contract.exactTicks(price),
                mark == null ? 0 : contract.ticksUp(mark),
                Boolean.TRUE.equals(order.reduceOnly()),
                new Terms(
                        strategy,
                        placed.urgent() ? 0 : placed.now().toEpochMilli(),
                        price != null && lifetime != TimeInForce.IOC && lifetime != TimeInForce.FOK,
                        trigger(placed.trigger(), contract),
                        goodTill == null ? 0 : goodTill.toEpochMilli(),
                        link(placed.link(), listed)));
    }

    /** The label of an order's strategy; empty when it has none. */
    static String strategy(NewOrder placed) {
        return Objects.requireNonNullElse(placed.command().strategy(), "");
    }

    /** Why, and whose limit it is where it is not the account's. */
    static String denial(Verdict verdict, Scope refusing) {
        Scope.Kind kind = refusing.kind();
        return kind == Scope.Kind.ACCOUNT
                ? verdict.words()
                : verdict.words()
                        + " (limit of the %s)".formatted(kind.name().toLowerCase(Locale.ROOT));
    }

    private static Command.@Nullable Trigger trigger(@Nullable Trigger trigger, Contract contract) {
        if (trigger == null) {
            return null;
        }
        BigDecimal price = trigger.price();
        BigDecimal callback = trigger.callback();
        return new Command.Trigger(
                TriggerKind.valueOf(trigger.kind().name()),
                PriceSource.valueOf(Objects.requireNonNull(trigger.source()).name()),
                trigger.keeper() == Keeper.DESK,
                price == null ? 0 : contract.exactTicks(price),
                callback == null
                        ? 0
                        : callback.movePointRight(CALLBACK_SCALE)
                                .setScale(0, RoundingMode.HALF_UP)
                                .intValueExact());
    }

    private static Command.@Nullable Link link(@Nullable Link link, Map<OrderId, Long> listed) {
        if (link == null) {
            return null;
        }
        OrderId parent = link.parent();
        return new Command.Link(
                number(listed, link.list()),
                parent == null ? 0 : number(listed, parent),
                switch (link.kind()) {
                    case OTO -> Peers.NONE;
                    case OCO -> Peers.CANCEL;
                    case OUO -> Peers.UPDATE;
                    case BRACKET -> parent == null ? Peers.NONE : Peers.UPDATE;
                });
    }

    private static long number(Map<OrderId, Long> listed, OrderId order) {
        return Objects.requireNonNull(listed.get(order), "not of the list");
    }
}
