package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
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
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One account at Binance USD-M. */
final class BinanceAccount implements VenueAccount {
    private final BinanceRest rest;
    private final BinanceSigner signer;
    private final BinanceHistory history;
    private final BinanceOrders orders;
    private final BinanceTriggers triggers;
    private final BinanceSettings settings;
    private final BinanceDeadMan deadMan;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;

    BinanceAccount(
            BinanceRest rest, BinanceSigner signer, Wire web, Clock clock, VenuesConfig config) {
        this.rest = rest;
        this.signer = signer;
        this.history = new BinanceHistory(rest, signer, clock);
        this.orders = new BinanceOrders(rest, signer);
        this.triggers = new BinanceTriggers(rest, signer, orders);
        this.settings = new BinanceSettings(rest, signer);
        this.deadMan = new BinanceDeadMan(orders);
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
        return orders.place(order);
    }

    @Override
    public List<PlaceOutcome> placeAll(List<OrderRequest> all) {
        return orders.placeAll(all);
    }

    @Override
    public AmendOutcome amend(AmendRequest change) {
        return orders.amend(change);
    }

    @Override
    public CancelOutcome cancel(String symbol, String clientOrderId) {
        return orders.cancel(symbol, clientOrderId);
    }

    @Override
    public CommandOutcome cancelAll(String symbol) {
        return orders.cancelAll(symbol);
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        return orders.order(symbol, clientOrderId);
    }

    @Override
    public Optional<OrderReport> orderById(String symbol, String venueOrderId) {
        return orders.orderById(symbol, venueOrderId);
    }

    @Override
    public TriggerOutcome placeTrigger(TriggerRequest trigger) {
        return triggers.place(trigger);
    }

    @Override
    public CommandOutcome cancelTrigger(String symbol, String clientOrderId) {
        return triggers.cancel(symbol, clientOrderId);
    }

    @Override
    public CommandOutcome cancelAllTriggers(String symbol) {
        return triggers.cancelAll(symbol);
    }

    @Override
    public CommandOutcome armDeadMan(Duration patience, Set<String> symbols) {
        Set<String> watched = new TreeSet<>(symbols);
        try {
            openOrders().forEach(order -> watched.add(order.symbol()));
            positions().forEach(position -> watched.add(position.symbol()));
        } catch (VenueError e) {
            return new CommandOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        return deadMan.count(patience, watched);
    }

    @Override
    public CommandOutcome disarmDeadMan(Set<String> symbols) {
        return deadMan.count(Duration.ZERO, new TreeSet<>(symbols));
    }

    @Override
    public Optional<TriggerReport> trigger(String symbol, String clientOrderId) {
        return triggers.trigger(clientOrderId);
    }

    @Override
    public List<TriggerReport> openTriggers() {
        return triggers.open();
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
    public List<OrderReport> forcedOrders(Instant from) {
        return history.forced(from).stream().map(BinanceParser::order).toList();
    }

    @Override
    public void setIsolated(String symbol, boolean isolated) {
        settings.isolated(symbol, isolated);
    }

    @Override
    public void setLeverage(String symbol, int leverage) {
        settings.leverage(symbol, leverage);
    }

    @Override
    public void setHedgeMode(boolean hedge) {
        settings.hedge(hedge);
    }

    @Override
    public boolean hedgeMode() {
        return settings.hedge();
    }

    @Override
    public void adjustMargin(String symbol, @Nullable PositionSide side, BigDecimal amount) {
        settings.margin(symbol, side, amount);
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
}
