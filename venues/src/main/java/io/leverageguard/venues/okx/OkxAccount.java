package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.BalanceReport;
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
import io.leverageguard.venues.okx.OkxAccounts.Balance;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxAccounts.Config;
import io.leverageguard.venues.okx.OkxAccounts.Leverage;
import io.leverageguard.venues.okx.OkxAccounts.MarginChange;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxAccounts.PositionMode;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account at OKX. */
final class OkxAccount implements VenueAccount {
    private final OkxRest rest;
    private final OkxSigner signer;
    private final OkxParser parser;
    private final OkxMarginModes modes;
    private final OkxTrading trading;
    private final OkxTriggers triggers;
    private final OkxDeadMan deadMan;
    private final OkxHistory history;
    private final OkxStream streams;
    private final Clock clock;

    OkxAccount(
            OkxRest rest,
            OkxSigner signer,
            OkxSymbols symbols,
            OkxMarginModes modes,
            OkxStream streams,
            Clock clock) {
        this.rest = rest;
        this.signer = signer;
        this.parser = new OkxParser(symbols);
        this.modes = modes;
        this.trading = new OkxTrading(rest, signer, symbols, parser, modes);
        this.triggers = new OkxTriggers(rest, signer, symbols, parser, modes);
        this.deadMan = new OkxDeadMan(rest, signer);
        this.history = new OkxHistory(clock, ask -> rest.ask(ask, signer));
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public KeyRights rights() {
        return rest
                .ask(Ask.signed("/api/v5/account/config", Map.of()), signer)
                .rows(Config.class)
                .stream()
                .findFirst()
                .map(OkxParser::rights)
                .orElseThrow(() -> OkxParser.malformed("okx does not say what the key may do"));
    }

    @Override
    public PlaceOutcome place(OrderRequest order) {
        return trading.place(order);
    }

    @Override
    public List<PlaceOutcome> placeAll(List<OrderRequest> orders) {
        return trading.placeAll(orders);
    }

    @Override
    public AmendOutcome amend(AmendRequest change) {
        return trading.amend(change);
    }

    @Override
    public CancelOutcome cancel(String symbol, String clientOrderId) {
        return trading.cancel(symbol, clientOrderId);
    }

    @Override
    public CommandOutcome cancelAll(String symbol) {
        return trading.cancelAll(symbol);
    }

    @Override
    public Optional<OrderReport> order(String symbol, String clientOrderId) {
        return trading.order(symbol, clientOrderId);
    }

    @Override
    public Optional<OrderReport> orderById(String symbol, String venueOrderId) {
        return trading.orderById(symbol, venueOrderId);
    }

    @Override
    public List<OrderReport> openOrders() {
        return trading.pending(Map.of()).stream()
                .filter(order -> OkxSymbols.isOurs(order.instId()))
                .map(parser::order)
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
        return triggers.cancelAll(symbol);
    }

    /** The whole account has one countdown, whatever {@code symbols} are. */
    @Override
    public CommandOutcome armDeadMan(Duration patience, Set<String> symbols) {
        return deadMan.count(patience);
    }

    @Override
    public CommandOutcome disarmDeadMan(Set<String> symbols) {
        return deadMan.count(Duration.ZERO);
    }

    @Override
    public Optional<TriggerReport> trigger(String symbol, String clientOrderId) {
        return triggers.find(clientOrderId);
    }

    @Override
    public List<TriggerReport> openTriggers() {
        return triggers.open();
    }

    @Override
    public List<PositionReport> positions() {
        Ask ask = Ask.signed("/api/v5/account/positions", Map.of("instType", OkxSymbols.SWAP));
        return rest.ask(ask, signer).rows(Position.class).stream()
                .filter(position -> OkxSymbols.isOurs(position.instId()))
                .map(parser::position)
                .filter(position -> position.quantity().signum() != 0)
                .sorted(
                        Comparator.comparing(PositionReport::symbol)
                                .thenComparing(PositionReport::quantity))
                .toList();
    }

    @Override
    public List<BalanceReport> balances() {
        return rest
                .ask(Ask.signed("/api/v5/account/balance", Map.of()), signer)
                .rows(Balance.class)
                .stream()
                .flatMap(balance -> balance.details().stream())
                .map(OkxParser::balance)
                .sorted(Comparator.comparing(BalanceReport::asset))
                .toList();
    }

    @Override
    public List<FillReport> fills(String symbol, Instant from) {
        return history.fills(OkxSymbols.instId(symbol), "", from).stream()
                .map(parser::fill)
                .toList();
    }

    @Override
    public List<OrderReport> forcedOrders(Instant from) {
        Instant to = rest.venueTime();
        return OkxLiquidations.FORCED.stream()
                .flatMap(category -> history.finished(category, "", from, to).stream())
                .filter(order -> OkxSymbols.isOurs(order.instId()))
                .map(parser::order)
                .sorted(Comparator.comparing(OrderReport::createdAt))
                .toList();
    }

    @Override
    public List<IncomeReport> income(String symbol, Instant from, Instant to) {
        String instId = symbol.isEmpty() ? "" : OkxSymbols.instId(symbol);
        return history.bills(instId, "", from, to).stream().map(OkxParser::income).toList();
    }

    @Override
    public void remember(String symbol, boolean isolated) {
        modes.remember(symbol, isolated);
    }

    /** An order that waits keeps the mode it was sent with, and would open a position in it. */
    @Override
    public void setIsolated(String symbol, boolean isolated) {
        String instId = OkxSymbols.instId(symbol);
        String mode = OkxMarginModes.word(isolated);
        if (!modes.isSet(symbol, isolated)
                && (trading.pending(Map.of("instId", instId)).stream()
                                .anyMatch(order -> !mode.equals(order.tdMode()))
                        || triggers.waitOutside(instId, mode))) {
            throw new VenueError(
                    VenueError.Kind.REJECTED,
                    "",
                    "orders of " + instId + " wait in the other margin mode; cancel them first");
        }
        modes.set(symbol, isolated);
    }

    /** In hedge mode an isolated long and an isolated short each have a leverage. */
    @Override
    public void setLeverage(String symbol, int leverage) {
        try {
            setLeverage(symbol, leverage, modes.word(symbol));
            modes.keep(symbol);
        } catch (VenueError e) {
            modes.takeBack(symbol);
            throw e;
        }
    }

    private void setLeverage(String symbol, int leverage, String mode) {
        if (mode.equals("cross")) {
            setLeverage(symbol, leverage, mode, null);
        } else if (modes.isHedged()) {
            setLeverage(symbol, leverage, mode, "long");
            setLeverage(symbol, leverage, mode, "short");
        } else {
            setLeverage(symbol, leverage, mode, "net");
        }
    }

    @Override
    public void setHedgeMode(boolean hedge) {
        PositionMode mode = new PositionMode(hedge ? "long_short_mode" : "net_mode");
        rest.settle(Ask.command("/api/v5/account/set-position-mode", mode), signer);
    }

    @Override
    public boolean hedgeMode() {
        return modes.isHedged();
    }

    @Override
    public void adjustMargin(String symbol, @Nullable PositionSide side, BigDecimal amount) {
        String leg = OkxMarginModes.leg(side);
        MarginChange change =
                new MarginChange(
                        OkxSymbols.instId(symbol),
                        leg == null ? "net" : leg,
                        amount.signum() < 0 ? "reduce" : "add",
                        amount.abs(),
                        null,
                        null);
        rest.settle(Ask.command("/api/v5/account/position/margin-balance", change), signer);
    }

    @Override
    public VenueStream stream(AccountSink sink) {
        OkxAccountEvents events = new OkxAccountEvents(parser, sink, new Asked());
        return streams.account(signer, events);
    }

    @Override
    public LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        return new OkxLiquidations(rest, signer, parser, clock)
                .collect(symbol, venueOrderId, from, to);
    }

    private void setLeverage(String symbol, int leverage, String mode, @Nullable String leg) {
        Leverage body =
                new Leverage(
                        OkxSymbols.instId(symbol), null, BigDecimal.valueOf(leverage), mode, leg);
        rest.settle(Ask.command("/api/v5/account/set-leverage", body), signer);
    }

    /** Asks the venue for what its events leave out. */
    private final class Asked implements OkxAccountEvents.Ledger {
        @Override
        public List<Bill> fundings(Instant from) {
            return history.bills("", OkxParser.FUNDING, from, rest.venueTime());
        }

        @Override
        public List<Fill> fillsOf(Order order) {
            Instant since = OkxParser.time(order.cTime());
            return history.fills(
                    OkxParser.need(order.instId(), "instId"),
                    OkxParser.need(order.ordId(), "ordId"),
                    since);
        }
    }
}
