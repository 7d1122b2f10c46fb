package io.leverageguard.venues.binance;

import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.binance.BinanceAlgo.AlgoOrder;
import io.leverageguard.venues.binance.BinanceEvent.AlgoState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Binance's conditional orders into our words and ours into its. */
final class BinanceAlgoParser {
    private BinanceAlgoParser() {}

    /** The parameters of {@code POST /fapi/v1/algoOrder}. */
    static Map<String, String> params(TriggerRequest trigger) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("algoType", "CONDITIONAL");
        params.put("symbol", trigger.symbol());
        params.put("side", trigger.side().name());
        params.put("clientAlgoId", trigger.clientOrderId());
        params.put("newOrderRespType", "RESULT");
        params.put("type", type(trigger));
        put(params, "quantity", trigger.quantity());
        boolean trails = trigger.kind() == TriggerKind.TRAILING;
        put(params, trails ? "activatePrice" : "triggerPrice", trigger.triggerPrice());
        put(params, "price", trigger.limitPrice());
        if (trigger.callbackRate() != null) {
            put(params, "callbackRate", trigger.callbackRate().movePointRight(2));
        }
        if (trigger.source() == PriceSource.MARK) {
            params.put("workingType", "MARK_PRICE");
        }
        if (trigger.quantity() == null) {
            params.put("closePosition", "true");
        } else if (trigger.reduceOnly() && trigger.positionSide() == null) {
            params.put("reduceOnly", "true");
        }
        if (trigger.positionSide() != null) {
            params.put("positionSide", trigger.positionSide().name());
        }
        return params;
    }

    /** Whether the venue has such an order: it watches no index, and closes at the market only. */
    static boolean isPossible(TriggerRequest trigger) {
        boolean trails = trigger.kind() == TriggerKind.TRAILING;
        return trigger.source() != PriceSource.INDEX
                && trails == (trigger.callbackRate() != null)
                && (trails || trigger.triggerPrice() != null)
                && (trigger.limitPrice() == null || (!trails && trigger.quantity() != null));
    }

    static TriggerReport trigger(AlgoOrder order) {
        return new TriggerReport(
                BinanceParser.need(order.symbol(), "symbol"),
                String.valueOf(order.algoId()),
                BinanceParser.need(order.clientAlgoId(), "clientAlgoId"),
                BinanceParser.side(order.side()),
                kind(order.orderType()),
                state(order.algoStatus()),
                BinanceParser.or(order.triggerPrice(), BigDecimal.ZERO),
                order.closePosition()
                        ? BigDecimal.ZERO
                        : BinanceParser.or(order.quantity(), BigDecimal.ZERO),
                orderId(order.actualOrderId()),
                Instant.ofEpochMilli(order.updateTime()));
    }

    static TriggerReport trigger(AlgoState order, long at) {
        return new TriggerReport(
                BinanceParser.need(order.symbol(), "s"),
                String.valueOf(order.algoId()),
                BinanceParser.need(order.clientAlgoId(), "caid"),
                BinanceParser.side(order.side()),
                kind(order.orderType()),
                state(order.status()),
                BinanceParser.or(order.triggerPrice(), BigDecimal.ZERO),
                order.closePosition()
                        ? BigDecimal.ZERO
                        : BinanceParser.or(order.quantity(), BigDecimal.ZERO),
                orderId(order.actualOrderId()),
                Instant.ofEpochMilli(at));
    }

    /** BOTH is one-way mode, and so is a word we do not know. */
    static @Nullable PositionSide leg(@Nullable String positionSide) {
        return switch (BinanceParser.or(positionSide, "")) {
            case "LONG" -> PositionSide.LONG;
            case "SHORT" -> PositionSide.SHORT;
            default -> null;
        };
    }

    private static String type(TriggerRequest trigger) {
        boolean limit = trigger.limitPrice() != null;
        return switch (trigger.kind()) {
            case STOP -> limit ? "STOP" : "STOP_MARKET";
            case TAKE_PROFIT -> limit ? "TAKE_PROFIT" : "TAKE_PROFIT_MARKET";
            case TRAILING -> "TRAILING_STOP_MARKET";
        };
    }

    private static TriggerKind kind(@Nullable String type) {
        String word = BinanceParser.or(type, "");
        if (word.startsWith("TRAILING")) {
            return TriggerKind.TRAILING;
        }
        return word.startsWith("TAKE_PROFIT") ? TriggerKind.TAKE_PROFIT : TriggerKind.STOP;
    }

    private static TriggerState state(@Nullable String status) {
        return switch (BinanceParser.or(status, "")) {
            case "NEW" -> TriggerState.WAITING;
            case "TRIGGERING", "TRIGGERED" -> TriggerState.TRIGGERED;
            case "FINISHED" -> TriggerState.FINISHED;
            case "CANCELED" -> TriggerState.CANCELED;
            case "EXPIRED" -> TriggerState.EXPIRED;
            case "REJECTED" -> TriggerState.REJECTED;
            default -> TriggerState.UNKNOWN;
        };
    }

    private static String orderId(@Nullable String text) {
        return text == null || text.equals("0") ? "" : text;
    }

    private static void put(Map<String, String> params, String name, @Nullable BigDecimal value) {
        if (value != null) {
            params.put(name, value.toPlainString());
        }
    }
}
