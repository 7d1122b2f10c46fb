package io.leverageguard.analytics;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.payout.Payouts.Payout;
import io.leverageguard.api.payout.Payouts.State;
import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.users.Users.Language;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.PayoutId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The events of one insured position that is liquidated and paid for. */
final class Story {
    static final Instant START = TestKit.START;
    static final UserId TRADER = new UserId(new UUID(0, 1));
    static final AccountId ACCOUNT = new AccountId(new UUID(0, 2));
    static final ClaimId CLAIM = new ClaimId(new UUID(0, 3));
    static final PolicyId POLICY = new PolicyId(new UUID(0, 4));
    static final StrategyId STRATEGY = new StrategyId(new UUID(0, 5));
    static final Money BENEFIT = Money.usdt("8000");

    final MemoryFeed<UsersEvent> users = new MemoryFeed<>();
    final MemoryFeed<MarketDataEvent> marketData = new MemoryFeed<>();
    final MemoryFeed<TradingEvent> trading = new MemoryFeed<>();
    final MemoryFeed<RiskEvent> risk = new MemoryFeed<>();
    final MemoryFeed<CoverEvent> cover = new MemoryFeed<>();
    final MemoryFeed<PayoutEvent> payout = new MemoryFeed<>();
    final MemoryFeed<FundEvent> fund = new MemoryFeed<>();
    final MemoryFeed<StrategyEvent> strategy = new MemoryFeed<>();
    private int transfers;

    AnalyticsModule.Feeds feeds() {
        return new AnalyticsModule.Feeds(
                users, marketData, trading, risk, cover, payout, fund, strategy);
    }

    /** Everything, in an order in which it could happen. */
    Story play(String login) {
        users.add(new UsersEvent.UserRegistered(TRADER, login, Language.EN));
        trading.add(new TradingEvent.AccountOpened(ACCOUNT, TRADER, "binance", "uid-1"));
        for (int minute = 0; minute < 60; minute++) {
            candle(minute, 116_830 - minute * 250);
        }
        fill("t1", Side.BUY, "1", "116830", "");
        position("1", 0);
        fill("s1", Side.BUY, "0.01", "110000", STRATEGY.toString());
        fill("s2", Side.SELL, "0.01", "111000", STRATEGY.toString());
        strategy.add(new StrategyEvent.StrategyChanged(strategyRow()));
        transfer(LedgerAccounts.CASH, LedgerAccounts.prepaid(TRADER), "1000", 0);
        transfer(LedgerAccounts.CASH, LedgerAccounts.capital(TRADER), "50000", 0);
        transfer(LedgerAccounts.prepaid(TRADER), LedgerAccounts.UNEARNED_PREMIUM, "300", 1);
        cover.add(new CoverEvent.PolicyBound(policy()));
        risk.add(new RiskEvent.MarginWarned(TRADER, warning()));
        position("0", 45);
        trading.add(liquidation());
        claim(ClaimState.NOTIFIED);
        reserve("9000");
        claim(ClaimState.AUTO_APPROVED);
        payable();
        cover.add(new CoverEvent.ClaimPayable(CLAIM, POLICY, TRADER, BENEFIT, "root"));
        claim(ClaimState.PAYABLE);
        payout(State.CREATED);
        pay();
        payout(State.CONFIRMED);
        claim(ClaimState.PAID);
        reconciled(List.of());
        return this;
    }

    void reserve(String amount) {
        transfer(
                LedgerAccounts.CLAIMS_INCURRED,
                LedgerAccounts.caseReserve(CLAIM.value()),
                amount,
                46);
    }

    void payable() {
        String reserve = LedgerAccounts.caseReserve(CLAIM.value());
        String payable = LedgerAccounts.claimsPayable(CLAIM.value());
        transfer(reserve, payable, "8000", 47);
        transfer(reserve, LedgerAccounts.CLAIMS_INCURRED, "1000", 47);
    }

    void pay() {
        String payable = LedgerAccounts.claimsPayable(CLAIM.value());
        String prepaid = LedgerAccounts.prepaid(TRADER);
        transfer(TransferKind.PENDING, payable, prepaid, "8000", 48);
        transfer(TransferKind.POST, payable, prepaid, "8000", 48);
    }

    void claim(ClaimState state) {
        cover.add(
                new CoverEvent.ClaimChanged(
                        new Claim(
                                CLAIM,
                                POLICY,
                                TRADER,
                                "v-77",
                                false,
                                state,
                                "all checks passed",
                                List.of(new Check("V01", "?", CheckResult.PASS, "yes")),
                                List.of(),
                                0,
                                Money.usdt("10000"),
                                BENEFIT,
                                "root",
                                List.of(),
                                at(46))));
    }

    void payout(State state) {
        payout.add(
                new PayoutEvent.PayoutChanged(
                        new Payout(
                                new PayoutId(new UUID(0, 6)),
                                CLAIM,
                                TRADER,
                                BENEFIT,
                                "root",
                                state,
                                "",
                                List.of(),
                                at(47),
                                at(48))));
    }

    void reconciled(List<String> breaks) {
        trading.add(new TradingEvent.AccountReconciled(ACCOUNT, at(50), breaks));
    }

    void candle(int minute, int price) {
        BigDecimal close = BigDecimal.valueOf(price);
        marketData.add(
                new MarketDataEvent.CandleClosed(
                        "binance",
                        "BTCUSDT",
                        Interval.M1,
                        new Candle(
                                at(minute),
                                close,
                                close.add(BigDecimal.TEN),
                                close.subtract(BigDecimal.TEN),
                                close,
                                BigDecimal.ONE)));
    }

    static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private void transfer(String debit, String credit, String amount, int minute) {
        transfer(TransferKind.SINGLE, debit, credit, amount, minute);
    }

    private void transfer(
            TransferKind kind, String debit, String credit, String amount, int minute) {
        transfers++;
        fund.add(
                new FundEvent.TransferBooked(
                        new Transfer(
                                transfers,
                                new TransferId(new UUID(1, transfers)),
                                new UUID(2, transfers),
                                kind,
                                null,
                                debit,
                                credit,
                                Money.usdt(amount),
                                "code",
                                "reference",
                                at(minute),
                                "hash")));
    }

    private void fill(String trade, Side side, String quantity, String price, String label) {
        trading.add(
                new TradingEvent.OrderFilled(
                        ACCOUNT,
                        new Fill(
                                ACCOUNT,
                                new OrderId(new UUID(0, 7)),
                                "v1",
                                trade,
                                "BTCUSDT",
                                side,
                                new BigDecimal(quantity),
                                new BigDecimal(price),
                                new BigDecimal("0.5"),
                                BigDecimal.ZERO,
                                false,
                                label,
                                at(5))));
    }

    private void position(String quantity, int minute) {
        trading.add(
                new TradingEvent.PositionChanged(
                        ACCOUNT,
                        new Position(
                                ACCOUNT,
                                "BTCUSDT",
                                new BigDecimal(quantity),
                                new BigDecimal("116830"),
                                new BigDecimal("11683"),
                                MarginMode.ISOLATED,
                                10,
                                new BigDecimal("116830"),
                                BigDecimal.ZERO,
                                new BigDecimal("105674.37185930"),
                                BigDecimal.ZERO,
                                at(0),
                                at(minute))));
    }

    private static TradingEvent.PositionLiquidated liquidation() {
        return new TradingEvent.PositionLiquidated(
                ACCOUNT,
                TRADER,
                "binance",
                "BTCUSDT",
                "LONG",
                "v-77",
                BigDecimal.ONE,
                new BigDecimal("105600"),
                at(45));
    }

    private static Warning warning() {
        return new Warning(
                ACCOUNT,
                "BTCUSDT",
                new BigDecimal("0.05"),
                new BigDecimal("0.049"),
                new BigDecimal("111000"),
                new BigDecimal("105674.37185930"),
                at(20));
    }

    private static Policy policy() {
        return new Policy(
                POLICY,
                new QuoteId(new UUID(0, 8)),
                TRADER,
                ACCOUNT,
                "binance",
                "uid-1",
                "BTCUSDT",
                "LONG",
                BigDecimal.ONE,
                new BigDecimal("116830"),
                10,
                Money.usdt("11683"),
                new BigDecimal("105674.3"),
                Money.usdt("11683"),
                Money.usdt("584.15"),
                new BigDecimal("0.2"),
                Money.usdt("300"),
                PolicyState.ACTIVE,
                at(1),
                at(16),
                at(240),
                Money.usdt("0"));
    }

    private static Strategies.Strategy strategyRow() {
        return new Strategies.Strategy(
                STRATEGY,
                TRADER,
                ACCOUNT,
                "ma-cross",
                "BTCUSDT",
                Map.of(),
                Strategies.State.RUNNING,
                "",
                START);
    }
}
