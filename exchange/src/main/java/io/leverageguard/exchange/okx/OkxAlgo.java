package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.okx.OkxOrders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An algo order of OKX: one trigger of the exchange, or a pair of which one cancels the other. */
record OkxAlgo(Trigger first, @Nullable Trigger second) {
    private static final BigDecimal WHOLE = BigDecimal.ONE;

    static OkxAlgo of(Trigger trigger) {
        Trigger sibling = trigger.sibling().orElse(null);
        if (sibling == null || trigger.id() < sibling.id()) {
            return new OkxAlgo(trigger, sibling);
        }
        return new OkxAlgo(sibling, trigger);
    }

    long id() {
        return first.id();
    }

    /** Whether this is the trigger by which the pair is known. */
    boolean isLedBy(Trigger trigger) {
        return first == trigger;
    }

    String ordType() {
        if (first.request().kind() == Trigger.Kind.TRAILING) {
            return "move_order_stop";
        }
        return second == null ? note().algo() : "oco";
    }

    /** The venue counts trailing orders among the advanced ones. */
    String channel() {
        return ordType().equals("move_order_stop") ? "algo-advance" : "orders-algo";
    }

    /** live, effective, canceled or order_failed. */
    String state() {
        Trigger told = told();
        return switch (told.state()) {
            case WAITING -> "live";
            case TRIGGERED, FINISHED -> "effective";
            case CANCELED, EXPIRED -> "canceled";
            case REJECTED -> "order_failed";
        };
    }

    /** The one of a pair that happened, else the first. */
    private Trigger told() {
        boolean other = second != null && second.triggeredAt() > 0;
        return other && second != null ? second : first;
    }

    OkxNote note() {
        return OkxNote.of(first.request().order(), position());
    }

    private Position position() {
        Account account = first.account();
        return account.position(first.market(), first.request().order().leg());
    }

    OkxOrders.AlgoOrder row() {
        Contract contract = first.market().contract();
        TriggerRequest request = first.request();
        OkxNote note = note();
        String ordType = ordType();
        boolean plain = ordType.equals("trigger");
        boolean trailing = request.kind() == Trigger.Kind.TRAILING;
        TriggerRequest profit = plain || trailing ? null : of(Trigger.Kind.TAKE_PROFIT);
        TriggerRequest stop = plain || trailing ? null : of(Trigger.Kind.STOP);
        Trigger told = told();
        Optional<ExchangeOrder> order = told.order();
        boolean closes = request.order().closePosition();
        return new OkxOrders.AlgoOrder(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                Long.toString(id()),
                OkxOrderWire.clientId(first.clientId()),
                OkxOrderWire.clientId(request.order().clientId()),
                order.map(sent -> Long.toString(sent.id())).orElse(""),
                order.map(sent -> List.of(Long.toString(sent.id()))).orElse(List.of()),
                ordType,
                OkxOrderWire.side(request.order().buy()),
                OkxOrderWire.posSide(request.order().leg()),
                note.tdMode(),
                state(),
                closes ? null : contracts(contract, request.order().quantity()),
                closes ? WHOLE : null,
                Boolean.toString(request.order().reduceOnly()),
                new BigDecimal(note.lever()),
                note.tag(),
                plain ? OkxInstruments.plain(request.price()) : null,
                plain ? OkxOrderWire.priceType(request.source()) : "",
                plain ? OkxOrderWire.orderPrice(request.order()) : null,
                price(profit),
                source(profit),
                orderPrice(profit),
                price(stop),
                source(stop),
                orderPrice(stop),
                trailing ? positive(request.callbackRate()) : null,
                trailing ? positive(request.callbackSpread()) : null,
                trailing ? positive(request.price()) : null,
                trailing && first.isActive()
                        ? OkxInstruments.price(contract, first.triggerTicks())
                        : null,
                OkxInstruments.price(contract, first.market().lastTicks()),
                order.map(sent -> OkxInstruments.size(contract, sent.terms().lots())).orElse(null),
                told.triggeredAt() == 0
                        ? null
                        : OkxInstruments.price(contract, told.triggerTicks()),
                actualSide(told),
                told.refusal().map(reason -> OkxRefusal.of(reason, "").code()).orElse(""),
                told.triggeredAt() == 0 ? null : told.triggeredAt(),
                first.createdAt(),
                told.updatedAt());
    }

    private @Nullable TriggerRequest of(Trigger.Kind kind) {
        if (first.request().kind() == kind) {
            return first.request();
        }
        return second != null && second.request().kind() == kind ? second.request() : null;
    }

    private static String actualSide(Trigger told) {
        if (told.triggeredAt() == 0) {
            return "";
        }
        return told.request().kind() == Trigger.Kind.TAKE_PROFIT ? "tp" : "sl";
    }

    private static BigDecimal contracts(Contract contract, BigDecimal coins) {
        return OkxInstruments.plain(
                coins.divide(OkxInstruments.contractValue(contract), 8, RoundingMode.HALF_UP));
    }

    private static @Nullable BigDecimal price(@Nullable TriggerRequest request) {
        return request == null ? null : OkxInstruments.plain(request.price());
    }

    private static String source(@Nullable TriggerRequest request) {
        return request == null ? "" : OkxOrderWire.priceType(request.source());
    }

    private static @Nullable BigDecimal orderPrice(@Nullable TriggerRequest request) {
        return request == null ? null : OkxOrderWire.orderPrice(request.order());
    }

    private static @Nullable BigDecimal positive(BigDecimal amount) {
        return amount.signum() > 0 ? OkxInstruments.plain(amount) : null;
    }
}
