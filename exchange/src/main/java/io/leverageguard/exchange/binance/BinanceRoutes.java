package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Exchange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Binance's calls: who may, how much each weighs, and what it does. */
final class BinanceRoutes {
    /** Who may call. */
    enum Security {
        ANYBODY,
        /** Whoever has a key; nothing is signed. */
        KEY,
        READ,
        TRADE
    }

    /** What a call does. */
    interface Operation {
        Object run(ApiKey key, BinanceParams params);
    }

    /**
     * One call.
     *
     * @param weight of the address's budget in a minute
     * @param orders how many orders it counts as
     */
    record Endpoint(
            Security security,
            ToIntFunction<BinanceParams> weight,
            ToIntFunction<BinanceParams> orders,
            Operation operation) {}

    private interface Closed {
        Object run(Account account, BinanceParams params);
    }

    private final Map<String, Endpoint> endpoints = new TreeMap<>();

    BinanceRoutes(
            Exchange exchange,
            BinanceMarketApi market,
            BinancePrices prices,
            BinanceSettingsApi settings,
            BinanceKeyApi keys) {
        marketRoutes(market, prices);
        orderRoutes(new BinanceOrderApi(exchange));
        algoRoutes(new BinanceAlgoApi(exchange));
        accountRoutes(new BinanceAccountApi(exchange));
        settingRoutes(settings);
        keyRoutes(keys);
    }

    /** The call with this method and path. */
    @Nullable Endpoint find(String method, String path) {
        return endpoints.get(method + " " + path);
    }

    /** Whether another method is known at this path. */
    boolean knows(String path) {
        return endpoints.keySet().stream().anyMatch(route -> route.endsWith(" " + path));
    }

    private void marketRoutes(BinanceMarketApi market, BinancePrices prices) {
        open("/fapi/v1/ping", one(), params -> Map.of());
        open("/fapi/v1/time", one(), market::time);
        open("/fapi/v1/exchangeInfo", one(), market::exchangeInfo);
        open("/fapi/v1/depth", BinanceRoutes::depthWeight, market::depth);
        open("/fapi/v1/trades", always(5), market::trades);
        open("/fapi/v1/aggTrades", always(20), market::aggregates);
        open("/fapi/v1/klines", BinanceRoutes::klinesWeight, market::klines);
        open("/fapi/v1/continuousKlines", BinanceRoutes::klinesWeight, market::continuousKlines);
        open("/fapi/v1/indexPriceKlines", BinanceRoutes::klinesWeight, prices::indexKlines);
        open("/fapi/v1/markPriceKlines", BinanceRoutes::klinesWeight, prices::markKlines);
        open("/fapi/v1/premiumIndex", bySymbol(1, 10), market::premiumIndex);
        open("/fapi/v1/fundingRate", one(), market::fundingRate);
        open("/fapi/v1/fundingInfo", always(0), market::fundingInfo);
        open("/fapi/v1/openInterest", one(), market::openInterest);
        open("/fapi/v1/ticker/24hr", bySymbol(1, 40), market::dayTicker);
        open("/fapi/v1/ticker/price", bySymbol(1, 2), market::priceTicker);
        open("/fapi/v2/ticker/price", bySymbol(1, 2), market::priceTicker);
        open("/fapi/v1/ticker/bookTicker", bySymbol(2, 5), market::bookTicker);
        add(
                "GET /fapi/v1/historicalTrades",
                Security.KEY,
                always(20),
                (key, params) -> market.trades(params));
    }

    private void orderRoutes(BinanceOrderApi orders) {
        placing("POST /fapi/v1/order", 0, params -> 1, orders::place);
        placing("PUT /fapi/v1/order", 1, params -> 1, orders::amend);
        placing(
                "POST /fapi/v1/batchOrders",
                5,
                params -> BinanceOrderApi.BATCH_MAX,
                orders::placeAll);
        placing(
                "PUT /fapi/v1/batchOrders",
                5,
                params -> BinanceOrderApi.BATCH_MAX,
                orders::amendAll);
        trade("DELETE /fapi/v1/order", 1, orders::cancel);
        trade("DELETE /fapi/v1/batchOrders", 1, orders::cancelSome);
        trade("DELETE /fapi/v1/allOpenOrders", 1, orders::cancelAll);
        read("/fapi/v1/order", one(), orders::get);
        read("/fapi/v1/openOrder", one(), orders::getOpen);
        read("/fapi/v1/openOrders", bySymbol(1, 40), orders::open);
        read("/fapi/v1/allOrders", always(5), orders::all);
        read("/fapi/v1/forceOrders", bySymbol(20, 50), orders::forced);
        read("/fapi/v1/userTrades", always(5), orders::trades);
    }

    private void algoRoutes(BinanceAlgoApi algo) {
        placing("POST /fapi/v1/algoOrder", 0, params -> 1, algo::place);
        trade("DELETE /fapi/v1/algoOrder", 1, algo::cancel);
        trade("DELETE /fapi/v1/algoOpenOrders", 1, algo::cancelAll);
        read("/fapi/v1/algoOrder", one(), algo::get);
        read("/fapi/v1/openAlgoOrders", bySymbol(1, 40), algo::open);
        read("/fapi/v1/allAlgoOrders", always(5), algo::all);
    }

    private void accountRoutes(BinanceAccountApi account) {
        for (String version : List.of("v2", "v3")) {
            read("/fapi/" + version + "/account", always(5), account::account);
            read("/fapi/" + version + "/balance", always(5), account::balance);
            read("/fapi/" + version + "/positionRisk", always(5), account::positionRisk);
        }
        read("/fapi/v1/leverageBracket", one(), account::brackets);
        read("/fapi/v1/commissionRate", always(20), account::commissionRate);
        read("/fapi/v1/income", always(30), account::income);
        read("/fapi/v1/adlQuantile", always(5), account::adlQuantile);
        read("/fapi/v1/rateLimit/order", one(), account::orderLimits);
        read("/api/v3/account", always(20), account::spotAccount);
    }

    private void settingRoutes(BinanceSettingsApi settings) {
        trade("POST /fapi/v1/leverage", 1, settings::setLeverage);
        trade("POST /fapi/v1/marginType", 1, settings::setMarginType);
        trade("POST /fapi/v1/positionSide/dual", 1, settings::setPositionMode);
        trade("POST /fapi/v1/positionMargin", 1, settings::moveMargin);
        trade("POST /fapi/v1/multiAssetsMargin", 1, settings::setMultiAssets);
        trade("POST /fapi/v1/countdownCancelAll", 10, settings::countDown);
        read("/fapi/v1/positionSide/dual", always(30), settings::positionMode);
        read("/fapi/v1/positionMargin/history", one(), settings::marginHistory);
        read("/fapi/v1/multiAssetsMargin", always(30), settings::multiAssets);
        read("/fapi/v1/accountConfig", always(5), settings::accountConfig);
        read("/fapi/v1/symbolConfig", always(5), settings::symbolConfig);
    }

    private void keyRoutes(BinanceKeyApi keys) {
        String listenKey = " /fapi/v1/listenKey";
        add("POST" + listenKey, Security.KEY, one(), (key, params) -> keys.listen(key));
        add("PUT" + listenKey, Security.KEY, one(), (key, params) -> keys.keepListening(key));
        add("DELETE" + listenKey, Security.KEY, one(), (key, params) -> keys.stopListening(key));
        String restrictions = "GET /sapi/v1/account/apiRestrictions";
        add(restrictions, Security.READ, one(), (key, params) -> keys.restrictions(key));
        add(
                "GET /sapi/v1/capital/config/getall",
                Security.READ,
                always(10),
                (key, params) -> keys.coins());
        add("GET /sapi/v1/margin/allPairs", Security.KEY, one(), (key, params) -> List.of());
        add(
                "GET /sapi/v1/margin/isolated/allPairs",
                Security.KEY,
                one(),
                (key, params) -> List.of());
    }

    /** By how many levels are asked for, as the venue documents it. */
    private static int depthWeight(BinanceParams params) {
        int limit = params.weighed("limit", 500);
        if (limit <= 50) {
            return 2;
        }
        return limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
    }

    private static int klinesWeight(BinanceParams params) {
        int limit = params.weighed("limit", 500);
        if (limit < 100) {
            return 1;
        }
        return limit < 500 ? 2 : limit <= 1000 ? 5 : 10;
    }

    private static ToIntFunction<BinanceParams> one() {
        return always(1);
    }

    private static ToIntFunction<BinanceParams> always(int weight) {
        return params -> weight;
    }

    private static ToIntFunction<BinanceParams> bySymbol(int with, int without) {
        return params -> params.has("symbol") ? with : without;
    }

    private void open(
            String path,
            ToIntFunction<BinanceParams> weight,
            Function<BinanceParams, Object> operation) {
        add("GET " + path, Security.ANYBODY, weight, (key, params) -> operation.apply(params));
    }

    private void read(String path, ToIntFunction<BinanceParams> weight, Closed operation) {
        Operation run = (key, params) -> operation.run(key.account(), params);
        add("GET " + path, Security.READ, weight, run);
    }

    private void trade(String route, int weight, Closed operation) {
        Operation run = (key, params) -> operation.run(key.account(), params);
        add(route, Security.TRADE, always(weight), run);
    }

    private void placing(
            String route, int weight, ToIntFunction<BinanceParams> orders, Closed operation) {
        Operation run = (key, params) -> operation.run(key.account(), params);
        endpoints.put(route, new Endpoint(Security.TRADE, always(weight), orders, run));
    }

    private void add(
            String route,
            Security security,
            ToIntFunction<BinanceParams> weight,
            Operation operation) {
        endpoints.put(route, new Endpoint(security, weight, always(0), operation));
    }
}
