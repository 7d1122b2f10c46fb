package io.leverageguard.venues.binance;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Binance's messages about conditional orders, which it calls algo orders and keeps apart from the
 * others since 2025-12-09: {@code /fapi/v1/algoOrder} and its neighbours.
 */
public final class BinanceAlgo {
    private BinanceAlgo() {}

    /**
     * Answer of {@code POST} and {@code GET /fapi/v1/algoOrder}, and row of {@code openAlgoOrders}
     * and {@code allAlgoOrders}. Prices of a trailing order are texts because the venue sends empty
     * ones for the others.
     *
     * @param actualOrderId the ordinary order it became; empty before
     */
    public record AlgoOrder(
            long algoId,
            String clientAlgoId,
            String algoType,
            @JsonAlias("type") String orderType,
            String symbol,
            String side,
            String positionSide,
            @Nullable String timeInForce,
            @Nullable BigDecimal quantity,
            String algoStatus,
            @Nullable String actualOrderId,
            @Nullable BigDecimal actualPrice,
            @Nullable BigDecimal triggerPrice,
            @Nullable BigDecimal price,
            @Nullable String selfTradePreventionMode,
            @Nullable String workingType,
            @Nullable String priceMatch,
            boolean closePosition,
            boolean priceProtect,
            boolean reduceOnly,
            @Nullable String activatePrice,
            @Nullable String callbackRate,
            long createTime,
            long updateTime,
            long triggerTime,
            long goodTillDate) {}

    /** Answer of {@code DELETE /fapi/v1/algoOrder}. Older answers are a whole {@link AlgoOrder}. */
    public record Canceled(
            long algoId, String clientAlgoId, @Nullable String code, @Nullable String msg) {}

    /** Answer of {@code GET /fapi/v1/positionSide/dual}. */
    public record PositionMode(boolean dualSidePosition) {}

    /**
     * Answer of {@code POST /fapi/v1/positionMargin}.
     *
     * @param type 1 when margin was added, 2 when it was taken
     */
    public record MarginMoved(BigDecimal amount, int code, String msg, int type) {}
}
