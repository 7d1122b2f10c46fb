package io.leverageguard.cover;

import static io.leverageguard.cover.Sample.d;

import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.cover.Cover.BindQuote;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyRef;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteRequest;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.PayoutId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The cover service on a real database, among collaborators that a test plays. */
final class CoverWorld implements AutoCloseable {
    static final Actor TRADER = new Actor(Sample.OWNER, "ten-x", Set.of(Role.TRADER));
    static final Actor REVIEWER =
            new Actor(new UserId(new UUID(1, 99)), "reviewer", Set.of(Role.REVIEWER));
    static final String ENTRY = "116000";
    static final Duration TERM = Duration.ofHours(4);

    final TestKit test = TestKit.create();
    final MemoryFund fund = new MemoryFund();
    final ScriptedMarket market = new ScriptedMarket();
    final ScriptedTrading trading = new ScriptedTrading();
    final ScriptedVenue venue = new ScriptedVenue();
    final ScriptedPeople people = new ScriptedPeople();
    final FixedConfig config = new FixedConfig();
    final MemoryFeed<PayoutEvent> payouts = new MemoryFeed<>();
    final CoverModule module;
    final Cover cover;

    CoverWorld() {
        module =
                new CoverModule(
                        test.kit(),
                        config,
                        new Peers(people, market, trading, fund, name -> venue));
        module.listen(trading.events(), payouts);
        cover = module.api();
        market.price(now(), ENTRY);
        fund.give(LedgerAccounts.capital(new UserId(new UUID(1, 50))), Money.usdt("500000"));
        fund.give(LedgerAccounts.prepaid(Sample.OWNER), Money.usdt("1000"));
        open(Sample.OWNER, Sample.ACCOUNT, "1", 10);
        test.settle();
    }

    Instant now() {
        return test.clock().now();
    }

    /** Moves on by a second at a time's worth of jobs, then settles. */
    void advance(Duration duration) {
        test.advance(duration);
    }

    /** A price, now. */
    void price(String price) {
        market.price(now(), price);
    }

    /** Opens an isolated position at {@link #ENTRY} with 0.5 % maintenance margin. */
    void open(UserId owner, AccountId account, String quantity, int leverage) {
        trading.account(
                new Trading.Account(
                        account,
                        owner,
                        "binance",
                        Sample.UID,
                        new VenueKeyId(new UUID(5, 1)),
                        now().minus(Duration.ofDays(90))));
        trading.position(account, position(account, quantity, leverage, ENTRY));
    }

    Trading.Position position(AccountId account, String quantity, int leverage, String entry) {
        BigDecimal size = d(quantity);
        BigDecimal margin =
                size.abs().multiply(d(entry)).divide(d(leverage + ""), 6, RoundingMode.HALF_UP);
        double side = size.signum();
        double barrier = Double.parseDouble(entry) * (1 - side / leverage) / (1 - side * 0.005);
        return new Trading.Position(
                account,
                "BTCUSDT",
                size,
                d(entry),
                margin,
                Trading.MarginMode.ISOLATED,
                leverage,
                d(entry),
                BigDecimal.ZERO,
                BigDecimal.valueOf(barrier).setScale(1, RoundingMode.HALF_UP),
                d("0.09"),
                now().minus(Duration.ofHours(1)),
                now());
    }

    Quote quote() {
        return quote(TRADER, Sample.ACCOUNT);
    }

    Quote quote(Actor actor, AccountId account) {
        return cover.quote(actor, new QuoteRequest(account, "BTCUSDT", TERM, null));
    }

    Policy bind() {
        return cover.bind(TRADER, new BindQuote(quote().quote(), newPolicy()));
    }

    PolicyId newPolicy() {
        return new PolicyId(test.kit().ids().next());
    }

    /** A policy whose waiting period is over. */
    Policy active() {
        Policy policy = bind();
        advance(Duration.ofMinutes(16));
        price(ENTRY);
        return read(policy);
    }

    Policy read(Policy policy) {
        return cover.policy(TRADER, new PolicyRef(policy.policy()));
    }

    Claim onlyClaim() {
        List<Claim> claims = cover.claims(TRADER, None.NONE).claims();
        if (claims.size() != 1) {
            throw new AssertionError("expected one claim, found " + claims);
        }
        return claims.getFirst();
    }

    /** The price falls through the barrier and the venue closes the position. */
    void crash(Policy policy, String orderId) {
        price("104900");
        crashWithoutTouch(policy, orderId);
    }

    /** The venue closes the position at a price that our own record does not have. */
    void crashWithoutTouch(Policy policy, String orderId) {
        NormalizedLiquidation closure = closure(orderId, Closure.LIQUIDATION, "104900");
        venue.closure(closure);
        trading.events()
                .add(
                        now(),
                        new TradingEvent.PositionLiquidated(
                                policy.account(),
                                policy.owner(),
                                "binance",
                                "BTCUSDT",
                                "LONG",
                                orderId,
                                d("1"),
                                d("104900"),
                                now()));
        closePosition(policy);
    }

    void closePosition(Policy policy) {
        trading.position(policy.account(), null);
        Trading.Position flat = position(policy.account(), "0", 10, ENTRY);
        trading.events().add(now(), new TradingEvent.PositionChanged(policy.account(), flat));
    }

    /** One BTC long from {@link #ENTRY}, closed now; fees 5 bp, liquidation fee 15 bp. */
    NormalizedLiquidation closure(String orderId, Closure by, String price) {
        NormalizedLiquidation like =
                Sample.closure(by, by == Closure.USER ? Kind.USER : Kind.FULL, "1");
        BigDecimal pnl = d(price).subtract(d(ENTRY));
        BigDecimal fee = d(price).multiply(d("0.0005"));
        BigDecimal liquidationFee =
                by == Closure.USER ? BigDecimal.ZERO : d(price).multiply(d("0.0015"));
        OrderReport o = like.order();
        OrderReport order =
                new OrderReport(
                        o.symbol(),
                        orderId,
                        o.clientOrderId(),
                        o.side(),
                        o.kind(),
                        o.status(),
                        by,
                        o.quantity(),
                        o.filled(),
                        o.price(),
                        d(price),
                        o.reduceOnly(),
                        now(),
                        now());
        FillReport f = like.fills().getFirst();
        FillReport fill =
                new FillReport(
                        f.symbol(),
                        "1",
                        orderId,
                        f.side(),
                        d(price),
                        d("1"),
                        fee,
                        "USDT",
                        pnl,
                        false,
                        now());
        List<IncomeReport> income =
                List.of(
                        Sample.income("REALIZED_PNL", pnl.toPlainString()),
                        Sample.income("COMMISSION", fee.negate().toPlainString()),
                        Sample.income("INSURANCE_CLEAR", liquidationFee.negate().toPlainString()));
        return new NormalizedLiquidation(
                "binance",
                Sample.UID,
                "BTCUSDT",
                PositionSide.LONG,
                like.kind(),
                by,
                by == Closure.LIQUIDATION,
                orderId,
                order,
                List.of(fill),
                income,
                d("1"),
                d(price),
                pnl,
                fee,
                BigDecimal.ZERO,
                liquidationFee,
                now(),
                now());
    }

    /** The payout service has paid a claim. */
    void pay(Claim claim) {
        Money benefit = claim.benefit();
        if (benefit == null) {
            throw new AssertionError("nothing to pay: " + claim);
        }
        payouts.add(
                now(),
                new PayoutEvent.PayoutChanged(
                        new Payouts.Payout(
                                new PayoutId(new UUID(8, 1)),
                                claim.claim(),
                                claim.owner(),
                                benefit,
                                claim.evidenceRoot(),
                                Payouts.State.CONFIRMED,
                                "",
                                List.of(),
                                now(),
                                now())));
        test.settle();
    }

    @Override
    public void close() {
        test.close();
    }
}
