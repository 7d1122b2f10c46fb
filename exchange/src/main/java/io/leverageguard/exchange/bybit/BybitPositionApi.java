package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.Reason;
import io.leverageguard.venues.bybit.BybitMessages.AddMargin;
import io.leverageguard.venues.bybit.BybitMessages.SetLeverage;
import io.leverageguard.venues.bybit.BybitMessages.SwitchMode;
import io.leverageguard.venues.bybit.BybitMessages.TradingStop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Positions and their settings. */
final class BybitPositionApi {
    private static final int HEDGE = 3;
    private static final BigDecimal MARGIN_MAX = new BigDecimal("1000000000");

    private final Exchange exchange;
    private final BybitStops stops;

    BybitPositionApi(Exchange exchange) {
        this.exchange = exchange;
        this.stops = new BybitStops(exchange);
    }

    /** Body of {@code POST /v5/position/set-risk-limit}. */
    private record SetRiskLimit(
            String category,
            String symbol,
            @Nullable Integer riskId,
            @Nullable Integer positionIdx) {}

    /** Body of {@code POST /v5/position/switch-isolated}. */
    private record SwitchIsolated(String category, String symbol) {}

    /** One contract with what it holds, nothing included; or all that is held. */
    Object list(BybitCall call) {
        BybitParams params = call.params();
        Account account = call.account();
        int limit = params.limit(20, 200);
        if (!params.isLinear()) {
            return params.nothing();
        }
        String settle = params.text("settleCoin");
        if (!params.has("symbol") && settle.isEmpty() && !params.has("baseCoin")) {
            throw BybitRefusal.params("symbol or settleCoin is required");
        }
        List<Position> found = new ArrayList<>();
        for (Market market : params.markets(exchange)) {
            for (Position position : account.legs(market)) {
                boolean asked = params.has("symbol") || position.lots() != 0;
                if (asked && (settle.isEmpty() || settle.equals(BybitWire.COIN))) {
                    found.add(position);
                }
            }
        }
        return params.page(found.reversed(), limit, BybitPositions::row);
    }

    /** Both sides have one leverage here. */
    Object setLeverage(BybitCall call) {
        SetLeverage asked = call.read(SetLeverage.class);
        Market market = market(asked.category(), asked.symbol());
        BigDecimal buy = leverage(asked.buyLeverage(), "buyLeverage");
        BigDecimal sell = leverage(asked.sellLeverage(), "sellLeverage");
        if (buy.compareTo(sell) != 0) {
            throw BybitRefusal.params("buyLeverage and sellLeverage must be equal");
        }
        BigDecimal most = BigDecimal.valueOf(market.contract().margins().leverageMax());
        if (buy.compareTo(most) > 0) {
            throw new BybitRefusal(110013, "cannot set leverage gt maxLeverage by risk limit");
        }
        int leverage = buy.intValue();
        if (buy.compareTo(BigDecimal.valueOf(leverage)) != 0) {
            throw BybitRefusal.params("leverage must be a multiple of leverageStep");
        }
        boolean same = call.account().legs(market).stream().allMatch(p -> p.leverage() == leverage);
        if (same) {
            throw new BybitRefusal(110043, "leverage not modified");
        }
        exchange.setLeverage(call.account(), market, leverage);
        return Map.of();
    }

    private static BigDecimal leverage(@Nullable BigDecimal asked, String field) {
        if (asked == null || asked.compareTo(BigDecimal.ONE) < 0) {
            throw BybitRefusal.params(field + " invalid");
        }
        return asked;
    }

    /** The mode is the whole account's here, whatever contract or coin is named. */
    Object switchMode(BybitCall call) {
        SwitchMode asked = call.read(SwitchMode.class);
        if (!asked.symbol().isEmpty()) {
            market(asked.category(), asked.symbol());
        } else if (!asked.coin().equals(BybitWire.COIN)) {
            throw BybitRefusal.params("symbol or coin is required");
        }
        if (asked.mode() != 0 && asked.mode() != HEDGE) {
            throw BybitRefusal.params("mode invalid");
        }
        boolean hedge = asked.mode() == HEDGE;
        if (call.account().hedge() == hedge) {
            throw new BybitRefusal(110025, "Position mode is not modified");
        }
        exchange.setHedge(call.account(), hedge);
        return Map.of();
    }

    /** A unified account has its margin mode as a whole. */
    Object switchIsolated(BybitCall call) {
        SwitchIsolated asked = call.read(SwitchIsolated.class);
        market(asked.category(), asked.symbol());
        throw new BybitRefusal(100028, "unified account is forbidden");
    }

    Object tradingStop(BybitCall call) {
        return stops.set(call.account(), call.read(TradingStop.class));
    }

    Object addMargin(BybitCall call) {
        AddMargin asked = call.read(AddMargin.class);
        Market market = market(asked.category(), asked.symbol());
        Position position = position(call.account(), market, asked.positionIdx());
        BigDecimal margin = asked.margin();
        if (margin == null || margin.signum() == 0 || margin.abs().compareTo(MARGIN_MAX) > 0) {
            throw BybitRefusal.params("margin invalid");
        }
        try {
            exchange.addMargin(position, margin);
        } catch (ExchangeRefusal refusal) {
            throw refusal.reason() == Reason.MARGIN_INSUFFICIENT
                    ? new BybitRefusal(110045, "wallet balance is insufficient")
                    : refusal;
        }
        return BybitPositions.row(position);
    }

    /** The venue sets the limit by itself and only says what it is. */
    Object setRiskLimit(BybitCall call) {
        SetRiskLimit asked = call.read(SetRiskLimit.class);
        Market market = market(asked.category(), asked.symbol());
        List<MarginBracket> tiers = market.contract().margins().brackets();
        int id = asked.riskId() == null ? 0 : asked.riskId();
        if (id < 1 || id > tiers.size()) {
            throw BybitRefusal.params("riskId invalid");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("riskId", id);
        result.put("riskLimitValue", tiers.get(id - 1).notionalCap());
        result.put("category", asked.category());
        return result;
    }

    /** Margin is never added by itself here. */
    Object setAutoAddMargin(BybitCall call) {
        SwitchIsolated asked = call.read(SwitchIsolated.class);
        market(asked.category(), asked.symbol());
        throw new BybitRefusal(10001, "autoAddMargin is not supported");
    }

    private Position position(Account account, Market market, @Nullable Integer index) {
        Leg leg = BybitOrders.leg(account, index);
        return account.position(market, leg);
    }

    private Market market(String category, String symbol) {
        if (!BybitParams.category(category).equals(BybitParams.LINEAR)) {
            throw BybitRefusal.symbol(symbol);
        }
        return BybitParams.market(exchange, symbol);
    }
}
