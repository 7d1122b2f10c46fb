package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.binance.BinanceAlgo.AlgoOrder;
import io.leverageguard.venues.binance.BinanceAlgo.Canceled;
import io.leverageguard.venues.binance.BinanceMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditional orders, which have had addresses of their own since 2025-12-09. */
final class BinanceAlgoApi {
    private static final long WEEK = 7 * 86_400_000L;
    private static final long KEPT_MILLIS = 90 * 86_400_000L;

    private final Exchange exchange;
    private final BinanceOrderParams orders;
    private long nextClientId = 1;

    BinanceAlgoApi(Exchange exchange) {
        this.exchange = exchange;
        orders = new BinanceOrderParams(exchange);
    }

    Object place(Account account, BinanceParams params) {
        String otherId = "algo_" + nextClientId;
        Trigger trigger = exchange.placeTrigger(account, orders.trigger(account, params, otherId));
        nextClientId++;
        return BinanceAlgoWire.acknowledged(trigger);
    }

    Object cancel(Account account, BinanceParams params) {
        Trigger trigger =
                find(account, params)
                        .orElseThrow(() -> new BinanceRefusal(-2011, "Unknown order sent."));
        exchange.cancel(trigger);
        return new Canceled(trigger.id(), trigger.clientId(), "200", "success");
    }

    Object cancelAll(Account account, BinanceParams params) {
        exchange.cancelAllTriggers(account, exchange.market(params.required("symbol")));
        return new BinanceMessages.Status(200, "The operation of cancel all open order is done.");
    }

    Object get(Account account, BinanceParams params) {
        return find(account, params)
                .filter(this::isKept)
                .map(BinanceAlgoWire::order)
                .orElseThrow(() -> new BinanceRefusal(-2013, "Order does not exist."));
    }

    Object open(Account account, BinanceParams params) {
        if (params.has("symbol")) {
            exchange.market(params.text("symbol"));
        }
        List<AlgoOrder> rows = new ArrayList<>();
        for (Trigger trigger : account.openTriggers().values()) {
            boolean wanted = !params.has("algoId") || trigger.id() == params.integer("algoId");
            if (wanted && BinanceOrderParams.isOf(trigger.market().contract(), params)) {
                rows.add(BinanceAlgoWire.order(trigger));
            }
        }
        return rows;
    }

    /** Without a start the last seven days; page by page. */
    Object all(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        long fromId = params.integer("algoId", 0);
        long to = params.integer("endTime", exchange.now());
        long from = params.integer("startTime", params.has("algoId") ? 0 : to - WEEK);
        List<AlgoOrder> rows = new ArrayList<>();
        for (Trigger trigger : account.triggers().values()) {
            boolean inside = trigger.createdAt() >= from && trigger.createdAt() <= to;
            boolean of = BinanceOrderParams.isOf(trigger.market().contract(), params);
            if (inside && of && trigger.id() >= fromId && isKept(trigger)) {
                rows.add(BinanceAlgoWire.order(trigger));
            }
        }
        return params.page(rows, params.limit(500, 1000));
    }

    private boolean isKept(Trigger trigger) {
        return exchange.now() - trigger.createdAt() <= KEPT_MILLIS;
    }

    private static Optional<Trigger> find(Account account, BinanceParams params) {
        if (params.has("algoId")) {
            return Optional.ofNullable(account.triggers().get(params.integer("algoId")));
        }
        return account.trigger(params.required("clientAlgoId"));
    }
}
