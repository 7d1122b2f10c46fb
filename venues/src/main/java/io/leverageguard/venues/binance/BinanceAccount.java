package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.binance.BinanceMessages.ApiRestrictions;
import io.leverageguard.venues.binance.BinanceMessages.Balance;
import io.leverageguard.venues.binance.BinanceMessages.LeverageBrackets;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.PositionRisk;
import io.leverageguard.venues.binance.BinanceMessages.SpotAccount;
import io.leverageguard.venues.binance.BinanceMessages.Status;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account at Binance USD-M. */
final class BinanceAccount implements VenueAccount {
    static final int ORDER_UNKNOWN = -2013;
    private static final int DUPLICATE_CLIENT_ORDER_ID = -4116;
    private static final int MARGIN_TYPE_UNCHANGED = -4046;

    /** UNEXPECTED_RESP and TIMEOUT: "Execution status unknown". */
    private static final Set<Integer> OUTCOME_UNKNOWN = Set.of(-1006, -1007);

    private final BinanceRest rest;
    private final BinanceSigner signer;
    private final BinanceHistory history;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;

    BinanceAccount(
            BinanceRest rest, BinanceSigner signer, Wire web, Clock clock, VenuesConfig config) {
        this.rest = rest;
        this.signer = signer;
        this.history = new BinanceHistory(rest, signer, clock);
        this.web = web;
        this.clock = clock;
        this.config = config;
    }

    @Override
    public KeyRights rights() {
        Answer key = rest.ask(Ask.signed("/sapi/v1/account/apiRestrictions", Map.of(), 1), signer);
        Answer account = rest.ask(Ask.signed("/api/v3/account", Map.of(), 20), signer);
        return BinanceParser.rights(
                BinanceParser.read(key, ApiRestrictions.class),
                BinanceParser.read(account, SpotAccount.class).uid());
    }

    @Override
    public PlaceOutcome place(OrderRequest order) {
        Answer answer;
        try {
            answer = rest.send(Ask.order("POST", params(order)), signer);
        } catch (IOException e) {
            return new PlaceOutcome.Unknown("no answer: " + e.getMessage());
        } catch (VenueError e) {
            return new PlaceOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        if (answer.isDone()) {
            return accepted(answer);
        }
        Status error = answer.error();
        if (isUnknown(answer)) {
            return new PlaceOutcome.Unknown(error.msg());
        }
        return error.code() == DUPLICATE_CLIENT_ORDER_ID
                ? earlier(order, error)
                : new PlaceOutcome.Rejected(String.valueOf(error.code()), error.msg());
    }

    @Override
    public CancelOutcome cancel(String symbol, String clientOrderId) {
        Answer answer;
        try {
            answer = rest.send(Ask.order("DELETE", byClientId(symbol, clientOrderId)), signer);
        } catch (IOException e) {
            return new CancelOutcome.Unknown("no answer: " + e.getMessage());
        } catch (VenueError e) {
            return new CancelOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        if (answer.isDone()) {
            return canceled(answer);
        }
        Status error = answer.error();
        return isUnknown(answer)
                ? new CancelOutcome.Unknown(error.msg())
                : new CancelOutcome.Rejected(String.valueOf(error.code()), error.msg());
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        Answer answer =
                rest.answer(
                        Ask.signed("/fapi/v1/order", byClientId(symbol, clientOrderId), 1), signer);
        if (!answer.isDone() && answer.code() == ORDER_UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(
                BinanceParser.order(BinanceParser.read(BinanceRest.good(answer), Order.class)));
    }

    @Override
    public List<OrderReport> openOrders() {
        Answer answer = rest.ask(Ask.signed("/fapi/v1/openOrders", Map.of(), 40), signer);
        return BinanceParser.readList(answer, Order.class).stream()
                .map(BinanceParser::order)
                .sorted(Comparator.comparing(OrderReport::createdAt))
                .toList();
    }

    @Override
    public List<PositionReport> positions() {
        Answer answer = rest.ask(Ask.signed("/fapi/v3/positionRisk", Map.of(), 5), signer);
        return BinanceParser.readList(answer, PositionRisk.class).stream()
                .map(BinanceParser::position)
                .filter(position -> position.quantity().signum() != 0)
                .sorted(Comparator.comparing(PositionReport::symbol))
                .toList();
    }

    @Override
    public List<BalanceReport> balances() {
        Answer answer = rest.ask(Ask.signed("/fapi/v3/balance", Map.of(), 5), signer);
        return BinanceParser.readList(answer, Balance.class).stream()
                .map(BinanceParser::balance)
                .sorted(Comparator.comparing(BalanceReport::asset))
                .toList();
    }

    @Override
    public List<FillReport> fills(String symbol, Instant from) {
        return history.fills(symbol, from).stream().map(BinanceParser::fill).toList();
    }

    @Override
    public List<IncomeReport> income(String symbol, Instant from, Instant to) {
        return history.income(symbol, from, to).stream().map(BinanceParser::income).toList();
    }

    @Override
    public void setIsolated(String symbol, boolean isolated) {
        String type = isolated ? "ISOLATED" : "CROSSED";
        Answer answer =
                command("/fapi/v1/marginType", Map.of("symbol", symbol, "marginType", type));
        if (!answer.isDone() && answer.code() != MARGIN_TYPE_UNCHANGED) {
            BinanceRest.good(answer);
        }
    }

    @Override
    public void setLeverage(String symbol, int leverage) {
        Map<String, String> params = Map.of("symbol", symbol, "leverage", String.valueOf(leverage));
        BinanceRest.good(command("/fapi/v1/leverage", params));
    }

    @Override
    public VenueStream stream(AccountSink sink) {
        return new BinanceStream(rest.venue(), web, clock, config)
                .account(
                        new BinanceListenKey(rest, signer, clock, config.binanceStream()),
                        new BinanceAccountEvents(sink));
    }

    @Override
    public LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        return new BinanceLiquidations(rest, signer).collect(symbol, venueOrderId, from, to);
    }

    /** Brackets of one symbol; the venue sends an object or an array with one. */
    List<Bracket> brackets(String symbol) {
        Answer answer =
                rest.ask(
                        Ask.signed("/fapi/v1/leverageBracket", Map.of("symbol", symbol), 1),
                        signer);
        List<LeverageBrackets> all =
                answer.body().stripLeading().startsWith("[")
                        ? BinanceParser.readList(answer, LeverageBrackets.class)
                        : List.of(BinanceParser.read(answer, LeverageBrackets.class));
        return all.stream()
                .filter(brackets -> brackets.symbol().equals(symbol))
                .flatMap(brackets -> brackets.brackets().stream())
                .map(BinanceParser::bracket)
                .sorted(Comparator.comparing(Bracket::notionalFloor))
                .toList();
    }

    private Answer command(String path, Map<String, String> params) {
        try {
            return rest.send(Ask.command("POST", path, params), signer);
        } catch (IOException e) {
            throw new VenueError(
                    VenueError.Kind.UNAVAILABLE,
                    "",
                    "no answer from binance to POST " + path + ": " + e.getMessage());
        }
    }

    private static Map<String, String> params(OrderRequest order) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", order.symbol());
        params.put("side", order.side().name());
        params.put("newClientOrderId", order.clientOrderId());
        params.put("newOrderRespType", "RESULT");
        params.put("type", order.kind().name());
        params.put("quantity", order.quantity().toPlainString());
        BigDecimal price = order.price();
        if (order.kind() == OrderKind.LIMIT) {
            if (price == null) {
                throw new IllegalArgumentException("a limit order needs a price");
            }
            params.put("price", price.toPlainString());
            params.put(
                    "timeInForce",
                    order.lifetime() == Lifetime.POST_ONLY ? "GTX" : order.lifetime().name());
        }
        if (order.reduceOnly()) {
            params.put("reduceOnly", "true");
        }
        return params;
    }

    private static Map<String, String> byClientId(String symbol, String clientOrderId) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("origClientOrderId", clientOrderId);
        return params;
    }

    private static PlaceOutcome accepted(Answer answer) {
        try {
            return new PlaceOutcome.Accepted(
                    BinanceParser.order(BinanceParser.read(answer, Order.class)));
        } catch (VenueError e) {
            return new PlaceOutcome.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static CancelOutcome canceled(Answer answer) {
        try {
            return new CancelOutcome.Canceled(
                    BinanceParser.order(BinanceParser.read(answer, Order.class)));
        } catch (VenueError e) {
            return new CancelOutcome.Unknown(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A duplicate id means that an earlier send of ours arrived after all: then that order is the
     * answer.
     */
    private PlaceOutcome earlier(OrderRequest order, Status error) {
        try {
            return order(order.symbol(), order.clientOrderId())
                    .filter(known -> known.side() == order.side())
                    .filter(known -> known.quantity().compareTo(order.quantity()) == 0)
                    .<PlaceOutcome>map(PlaceOutcome.Accepted::new)
                    .orElseGet(
                            () ->
                                    new PlaceOutcome.Rejected(
                                            String.valueOf(error.code()), error.msg()));
        } catch (VenueError e) {
            return new PlaceOutcome.Unknown("the id is taken; asking by whom: " + e.getMessage());
        }
    }

    /**
     * Whether a bad answer leaves the outcome open. 503 says three things by its words: "Unknown
     * error" is open; "Service Unavailable" and overload (-1008) are a no. Other 5xx are open.
     */
    private static boolean isUnknown(Answer answer) {
        if (OUTCOME_UNKNOWN.contains(answer.code())) {
            return true;
        }
        return answer.status() >= 500
                && answer.code() != -1008
                && !answer.body().contains("Service Unavailable");
    }
}
