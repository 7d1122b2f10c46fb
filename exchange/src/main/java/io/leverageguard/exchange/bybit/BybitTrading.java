package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.venues.bybit.BybitEvent.TradeAnswer;
import io.leverageguard.venues.bybit.BybitMessages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Order commands, however they come: by call or on the socket {@code /v5/trade}. */
final class BybitTrading {
    private static final int ORDERS_PER_SECOND = 10;
    private static final int BATCHED_PER_SECOND = 20;

    private final BybitOrderApi orders;
    private final BybitCounts counts;
    private final Faults faults;
    private final LongSupplier clock;

    /** What a command did, and what more is to be said of it. */
    record End(Object result, Object more) {}

    BybitTrading(BybitOrderApi orders, BybitCounts counts, Faults faults, LongSupplier clock) {
        this.orders = orders;
        this.counts = counts;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Runs a command.
     *
     * @param name what the path of the call ends with
     */
    End run(Account account, String name, JsonNode body) {
        return faults.command(
                () -> execute(account, name, body),
                () -> {
                    throw new BybitRefusal(10016, "Internal server error.");
                },
                () -> {
                    throw new BybitRefusal(10016, "Service is restarting.", 503, Map.of());
                });
    }

    private End execute(Account account, String name, JsonNode body) {
        return switch (name) {
            case "create" -> alone(orders.create(account, body));
            case "amend" -> alone(orders.amend(account, body));
            case "cancel" -> alone(orders.cancel(account, body));
            case "cancel-all" -> alone(orders.cancelAll(account, body));
            case "create-batch" -> batch(orders.batch(account, body, orders::create));
            case "amend-batch" -> batch(orders.batch(account, body, orders::amend));
            case "cancel-batch" -> batch(orders.batch(account, body, orders::cancel));
            default -> throw new BybitRefusal(10404, "op type is not found");
        };
    }

    private static End alone(Object result) {
        return new End(result, Map.of());
    }

    private static End batch(BybitOrderApi.BatchEnd end) {
        return new End(end.acks(), end.codes());
    }

    /** Counts a command; batches have an allowance of their own, by the order. */
    BybitCounts.Allowance charge(Account account, String name, JsonNode body) {
        boolean batch = name.endsWith("-batch");
        int count = batch ? Math.min(BybitOrderApi.count(body), BATCHED_PER_SECOND) : 1;
        int limit = batch ? BATCHED_PER_SECOND : ORDERS_PER_SECOND;
        return counts.charge(account, name, limit, count, clock.getAsLong());
    }

    /** Answers a frame with a command: {@code order.create} and its like. */
    TradeAnswer answer(BybitPeer peer, JsonNode command, String op) {
        String id = BybitCommands.id(command);
        try {
            ApiKey key = authorized(peer, command, id);
            JsonNode body = command.path("args").path(0);
            if (!op.startsWith("order.") || op.equals("order.cancel-all")) {
                throw new BybitRefusal(10404, "op type is not found");
            }
            String name = op.substring("order.".length());
            BybitCounts.Allowance left = charge(key.account(), name, body);
            End end = run(key.account(), name, body);
            return new TradeAnswer(
                    id,
                    0,
                    "OK",
                    op,
                    BybitMessages.tree(end.result),
                    BybitMessages.tree(end.more),
                    header(left),
                    peer.id);
        } catch (ExchangeRefusal refusal) {
            return refused(peer, id, op, BybitRefusal.of(refusal));
        } catch (BybitRefusal refusal) {
            return refused(peer, id, op, refusal);
        }
    }

    private ApiKey authorized(BybitPeer peer, JsonNode command, String id) {
        ApiKey key = peer.key();
        if (key == null) {
            throw new BybitRefusal(10003, "Request not authorized");
        }
        if (!id.isEmpty() && !peer.isNew(id)) {
            throw new BybitRefusal(20006, "reqId is duplicated");
        }
        if (faults.isOn(Faults.Kind.MAINTENANCE)) {
            throw new BybitRefusal(10019, "ws trade service is restarting");
        }
        if (faults.take(Faults.Kind.RATE_LIMIT)) {
            throw new BybitRefusal(10006, "Too many visits. Exceeded the API Rate Limit.");
        }
        JsonNode header = command.path("header");
        BybitClock.check(
                header.path("X-BAPI-TIMESTAMP").asString(""),
                header.path("X-BAPI-RECV-WINDOW").asString(""),
                clock.getAsLong());
        if (!key.permissions().contains(KeyPermission.TRADE)) {
            throw new BybitRefusal(
                    10005, "Permission denied, please check your API key permissions.");
        }
        return key;
    }

    private TradeAnswer refused(BybitPeer peer, String id, String op, BybitRefusal refusal) {
        return new TradeAnswer(
                id,
                refusal.code(),
                refusal.words(),
                op,
                BybitMessages.tree(refusal.result()),
                BybitMessages.tree(Map.of()),
                header(null),
                peer.id);
    }

    private Map<String, String> header(BybitCounts.@Nullable Allowance left) {
        Map<String, String> header = new LinkedHashMap<>();
        if (left != null) {
            header.put("X-Bapi-Limit", Integer.toString(left.limit()));
            header.put("X-Bapi-Limit-Status", Integer.toString(left.left()));
            header.put("X-Bapi-Limit-Reset-Timestamp", Long.toString(left.resetAt()));
        }
        header.put("Timenow", Long.toString(clock.getAsLong()));
        return header;
    }
}
