package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
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
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.bybit.BybitAccountMessages.AccountInfo;
import io.leverageguard.venues.bybit.BybitAccountMessages.ApiKey;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Wallet;
import io.leverageguard.venues.bybit.BybitMessages.AddMargin;
import io.leverageguard.venues.bybit.BybitMessages.Command;
import io.leverageguard.venues.bybit.BybitMessages.SetLeverage;
import io.leverageguard.venues.bybit.BybitMessages.SetMarginMode;
import io.leverageguard.venues.bybit.BybitMessages.SwitchMode;
import io.leverageguard.venues.bybit.BybitRest.Answer;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One unified account at Bybit. */
final class BybitAccount implements VenueAccount {
    private static final int LEVERAGE_UNCHANGED = 110043;
    private static final int MODE_UNCHANGED = 110025;
    private static final int MARGIN_MODE_UNCHANGED = 110026;
    private static final int HEDGE = 3;
    private static final int ONE_WAY = 0;
    private static final String ISOLATED = "ISOLATED_MARGIN";
    private static final String CROSS = "REGULAR_MARGIN";

    /** A contract that every account sees, to ask in which mode positions are. */
    private static final String ANY_SYMBOL = "BTCUSDT";

    /** A log-in is good for as long: the venue's clock and the journey fit into it. */
    private static final Duration LOG_IN_VALID = Duration.ofSeconds(10);

    private final BybitRest rest;
    private final BybitSigner signer;
    private final BybitStream streams;
    private final BybitHistory history;
    private final BybitOrders orders;
    private final BybitTriggers triggers;
    private final BybitDeadMan deadMan;

    /** The margin mode when it was asked last; positions on the stream do not say it. */
    private volatile boolean isolated;

    BybitAccount(BybitRest rest, BybitSigner signer, BybitStream streams, Clock clock) {
        this.rest = rest;
        this.signer = signer;
        this.streams = streams;
        this.history = new BybitHistory(ask -> rest.ask(ask, signer));
        this.orders = new BybitOrders(rest, signer);
        this.triggers = new BybitTriggers(rest, signer, orders, clock);
        this.deadMan = new BybitDeadMan(rest, signer);
    }

    @Override
    public KeyRights rights() {
        Answer answer = rest.ask(Ask.signed("/v5/user/query-api", Map.of()), signer);
        return BybitParser.rights(BybitParser.read(answer, ApiKey.class));
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
        return orders.cancelAll(symbol, BybitOrders.ACTIVE);
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        return orders.row(symbol, clientOrderId)
                .filter(BybitParser::isOrder)
                .map(BybitParser::order);
    }

    @Override
    public Optional<OrderReport> orderById(String symbol, String venueOrderId) {
        return orders.rowById(symbol, venueOrderId)
                .filter(BybitParser::isOrder)
                .map(BybitParser::order);
    }

    @Override
    public List<OrderReport> openOrders() {
        return orders.open(BybitOrders.ACTIVE).stream()
                .filter(BybitParser::isOrder)
                .map(BybitParser::order)
                .sorted(Comparator.comparing(OrderReport::createdAt))
                .toList();
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
        return orders.cancelAll(symbol, BybitOrders.CONDITIONAL);
    }

    @Override
    public void remember(TriggerRequest trigger) {
        triggers.remember(trigger);
    }

    /** The protection is the whole account's, whatever {@code symbols} are. */
    @Override
    public CommandOutcome armDeadMan(Duration patience, Set<String> symbols) {
        return deadMan.set(patience);
    }

    @Override
    public Optional<TriggerReport> trigger(String symbol, String clientOrderId) {
        return triggers.one(symbol, clientOrderId);
    }

    @Override
    public List<TriggerReport> openTriggers() {
        return triggers.open();
    }

    @Override
    public List<PositionReport> positions() {
        boolean mode = askIsolated();
        Map<String, String> params = BybitSymbols.linear("");
        params.put("limit", "200");
        return history.pages("/v5/position/list", params, Position.class).stream()
                .map(row -> BybitParser.position(row, mode))
                .filter(position -> position.quantity().signum() != 0)
                .sorted(
                        Comparator.comparing(PositionReport::symbol)
                                .thenComparing(PositionReport::quantity))
                .toList();
    }

    @Override
    public List<BalanceReport> balances() {
        Map<String, String> params = Map.of("accountType", "UNIFIED");
        return history.pages("/v5/account/wallet-balance", params, Wallet.class).stream()
                .flatMap(wallet -> wallet.coin().stream())
                .map(BybitParser::balance)
                .sorted(Comparator.comparing(BalanceReport::asset))
                .toList();
    }

    @Override
    public List<FillReport> fills(String symbol, Instant from) {
        List<Execution> rows =
                history.executions(symbol, Map.of(), from, rest.venueNow()).stream()
                        .filter(BybitParser::isFill)
                        .toList();
        Map<String, BigDecimal> profits = history.profits(symbol, rows);
        return rows.stream().map(row -> BybitParser.fill(row, profit(profits, row))).toList();
    }

    @Override
    public List<OrderReport> forcedOrders(Instant from) {
        return history.orders(from, rest.venueNow()).stream()
                .map(BybitParser::order)
                .filter(
                        order ->
                                order.closure() == Closure.LIQUIDATION
                                        || order.closure() == Closure.ADL)
                .toList();
    }

    @Override
    public List<IncomeReport> income(String symbol, Instant from, Instant to) {
        return history.transactions(symbol, from, to).stream()
                .flatMap(line -> BybitParser.income(line).stream())
                .toList();
    }

    /** The venue knows one mode for the whole account, whatever {@code symbol} is. */
    @Override
    public void setIsolated(String symbol, boolean wanted) {
        if (askIsolated() != wanted) {
            SetMarginMode words = new SetMarginMode(wanted ? ISOLATED : CROSS);
            Ask ask = Ask.command("/v5/account/set-margin-mode", words);
            rest.set(ask, signer, Set.of(MARGIN_MODE_UNCHANGED));
            isolated = wanted;
        }
    }

    @Override
    public void setLeverage(String symbol, int leverage) {
        BigDecimal both = BigDecimal.valueOf(leverage);
        SetLeverage words = new SetLeverage(BybitSymbols.CATEGORY, symbol, both, both);
        Ask ask = Ask.command("/v5/position/set-leverage", words);
        rest.set(ask, signer, Set.of(LEVERAGE_UNCHANGED));
    }

    @Override
    public void setHedgeMode(boolean hedge) {
        SwitchMode words =
                new SwitchMode(
                        BybitSymbols.CATEGORY,
                        "",
                        BybitSymbols.SETTLE_COIN,
                        hedge ? HEDGE : ONE_WAY);
        Ask ask = Ask.command("/v5/position/switch-mode", words);
        rest.set(ask, signer, Set.of(MODE_UNCHANGED));
    }

    /** A contract without a position is listed too, with one row per leg. */
    @Override
    public boolean hedgeMode() {
        Ask ask = Ask.signed("/v5/position/list", BybitSymbols.linear(ANY_SYMBOL));
        return BybitParser.page(rest.ask(ask, signer), Position.class).list().stream()
                .anyMatch(row -> row.positionIdx() != 0);
    }

    @Override
    public void adjustMargin(String symbol, @Nullable PositionSide side, BigDecimal amount) {
        AddMargin words =
                new AddMargin(BybitSymbols.CATEGORY, symbol, amount, BybitOrders.index(side));
        rest.set(Ask.urgent("/v5/position/add-margin", words), signer, Set.of());
    }

    @Override
    public VenueStream stream(AccountSink sink) {
        return streams.account(
                this::logIn, new BybitAccountEvents(sink, () -> isolated, triggers::report));
    }

    @Override
    public LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        return new BybitLiquidations(rest, signer).collect(symbol, venueOrderId, from, to);
    }

    /** What an execution has earned, where only the ledger says it. */
    static BigDecimal profit(Map<String, BigDecimal> profits, Execution row) {
        return profits.getOrDefault(row.execId(), BigDecimal.ZERO);
    }

    private String logIn() {
        boolean _ = askIsolated();
        long expires = rest.venueNow().plus(LOG_IN_VALID).toEpochMilli();
        return BybitMessages.write(
                Command.auth("auth", signer.key(), expires, signer.logIn(expires)));
    }

    private boolean askIsolated() {
        Answer answer = rest.ask(Ask.signed("/v5/account/info", Map.of()), signer);
        boolean mode = BybitParser.read(answer, AccountInfo.class).marginMode().equals(ISOLATED);
        isolated = mode;
        return mode;
    }
}
