package io.leverageguard.launcher;

import io.leverageguard.api.cover.Cover.BindQuote;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.FileClaim;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteRequest;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.cover.CoverRoutes;
import io.leverageguard.api.fund.Fund.AnnounceDeposit;
import io.leverageguard.api.fund.Fund.ConfirmDeposit;
import io.leverageguard.api.fund.Fund.Purpose;
import io.leverageguard.api.fund.FundRoutes;
import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.risk.RiskRoutes;
import io.leverageguard.api.strategy.Strategies.Performance;
import io.leverageguard.api.strategy.Strategies.RegisterStrategy;
import io.leverageguard.api.strategy.Strategies.Strategy;
import io.leverageguard.api.strategy.Strategies.StrategyRef;
import io.leverageguard.api.strategy.StrategyRoutes;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.api.users.Users.SetRoles;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The main job as a story, played through the public HTTP API only, as real users would. */
final class Story implements AutoCloseable {
    static final String SYMBOL = "BTCUSDT";
    private static final String PASSPHRASE = "a phrase of the key";
    private static final Duration TERM = Duration.ofHours(4);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofSeconds(30);
    private static final Duration AFTERMATH_MAX = Duration.ofMinutes(30);
    private static final int BOT_LEVERAGE = 3;
    private static final List<Trader.Part> PARTS =
            List.of(
                    new Trader.Part("ten-x", "0.4", 10),
                    new Trader.Part("five-x", "1", 5),
                    new Trader.Part("hundred-x", "0.2", 100),
                    new Trader.Part("false-claim", "0.1", 5));
    private static final Set<ClaimState> ENDED =
            EnumSet.of(
                    ClaimState.PAID, ClaimState.CLOSED, ClaimState.DECLINED, ClaimState.REFERRED);

    private final Stage stage;
    private final Tidings tidings;
    private final List<Trader> traders = new ArrayList<>();
    private final Set<Warning> told = new java.util.LinkedHashSet<>();
    private final Member operator;
    private String bot = "";
    private @org.jspecify.annotations.Nullable Strategy strategy;
    private String falseOrder = "";

    /**
     * What the story is played on.
     *
     * @param adminPassword of the person made at the first start
     * @param closeAt when {@code false-claim} closes the position
     * @param end when the replay is over
     */
    record Stage(
            String venue,
            Desk desk,
            WebClient web,
            ExchangeControl exchange,
            Director director,
            Clock clock,
            IdGenerator ids,
            Narrator narrator,
            Pace pace,
            String adminLogin,
            String adminPassword,
            Instant closeAt,
            Instant end) {}

    /** With what somebody signs in. */
    record Credentials(String login, String password) {}

    Story(Stage stage) {
        this.stage = stage;
        this.tidings = new Tidings(stage.narrator());
        this.operator = logIn(stage.adminLogin(), stage.adminPassword());
    }

    List<Trader> traders() {
        return List.copyOf(traders);
    }

    Member operator() {
        return operator;
    }

    /** Chapter 1: capital, people, keys. */
    void gather() {
        stage.narrator.chapter("A pool, four traders and a bot");
        Member provider = register("provider");
        operator.call(
                UsersRoutes.SET_ROLES,
                new SetRoles(
                        provider.user(),
                        Set.of(Role.CAPITAL_PROVIDER),
                        "capital agreement signed"));
        Member funded = logIn("provider", password("provider"));
        deposit(funded, Purpose.CAPITAL, "500000");
        stage.narrator.say("provider     funds the pool with 500,000 USDT");
        for (Trader.Part part : PARTS) {
            traders.add(arrive(part));
        }
        startBot();
    }

    /** Chapter 2: everybody takes a position. */
    void openPositions() {
        stage.narrator.chapter("Four positions");
        for (Trader trader : traders) {
            Trader.Part part = trader.part();
            setLeverage(trader.member(), trader.account(), part.leverage());
            marketOrder(trader, Side.BUY, false);
            stage.director.settle();
            Position position = position(trader);
            trader.opened(position);
            tidings.position(trader, position);
        }
    }

    /** Chapter 3: everybody asks for cover; three get it. */
    void buyCover() {
        stage.narrator.chapter("Cover for four hours");
        for (Trader trader : traders) {
            Quote quote =
                    trader.member()
                            .call(
                                    CoverRoutes.QUOTE,
                                    new QuoteRequest(trader.account(), SYMBOL, TERM, null));
            trader.quote(quote);
            stage.narrator.say(
                    "%-12s touch probability %.6f  index d %.2f  barrier H₀ %s",
                    trader.name(),
                    quote.probability(),
                    quote.index(),
                    Tidings.plain(quote.barrier()));
            if (quote.state() == QuoteState.PRICED) {
                bind(trader, quote);
            } else {
                stage.narrator.say("%-12s refused, %s: %s", "", quote.code(), quote.reason());
            }
        }
    }

    /** Chapter 4: the replay, until its end; {@code midway} comes after the false claim. */
    void crash(Runnable midway) {
        stage.narrator.chapter("10 October 2025");
        Instant begin = stage.clock.now();
        long minute = minute(begin);
        boolean closed = false;
        while (stage.clock.now().isBefore(stage.end)) {
            Instant now = stage.pace.step(stage.director, STEP);
            if (!closed && !now.isBefore(stage.closeAt)) {
                closed = true;
                closeByHand();
                midway.run();
            }
            if (minute(now) != minute) {
                minute = minute(now);
                stayLoggedIn();
                tellWarnings();
                double share =
                        (double) Duration.between(begin, now).toSeconds()
                                / Duration.between(begin, stage.end).toSeconds();
                stage.narrator.progress(share, now, Tidings.plain(stage.exchange.mark(SYMBOL)));
            }
        }
        tellWarnings();
    }

    /** Chapter 5: claims until none is open. */
    void settleClaims() {
        stage.narrator.chapter("Claims");
        Instant latest = stage.clock.now().plus(AFTERMATH_MAX);
        while (!claimsEnded() && stage.clock.now().isBefore(latest)) {
            stayLoggedIn();
            stage.pace.step(stage.director, STEP);
        }
        for (Trader trader : traders) {
            refreshClaim(trader);
            Claim claim = trader.claim();
            if (claim != null) {
                tidings.claim(trader, claim);
            }
        }
    }

    /** Everybody renews what is about to expire; once a minute of story is often enough. */
    void stayLoggedIn() {
        members.forEach(Member::stayLoggedIn);
    }

    /** With which names and passwords the traders sign in. */
    List<Credentials> credentials() {
        return traders.stream()
                .map(trader -> new Credentials(trader.name(), password(trader.name())))
                .toList();
    }

    /** Whether somebody signed in as one of the traders, besides the story itself. */
    boolean hasAudience() {
        return traders.stream()
                .anyMatch(
                        trader ->
                                trader.member()
                                                .call(GatewayRoutes.SESSIONS, None.NONE)
                                                .sessions()
                                                .size()
                                        > 1);
    }

    /** What the bot earned. */
    Performance performance() {
        Strategy registered = java.util.Objects.requireNonNull(strategy, "the bot was not started");
        Member owner = bots.getFirst();
        return owner.call(StrategyRoutes.PERFORMANCE, new StrategyRef(registered.strategy()));
    }

    /** Everybody who has an inbox. */
    List<Member> everybody() {
        List<Member> all = new ArrayList<>();
        traders.forEach(trader -> all.add(trader.member()));
        all.addAll(bots);
        return all;
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }

    private final List<Member> members = new ArrayList<>();
    private final List<Member> bots = new ArrayList<>();

    private Trader arrive(Trader.Part part) {
        Member member = register(part.name());
        AccountId account = openAccount(member, part.name().equals("ten-x"));
        deposit(member, Purpose.PREPAID, "3000");
        stage.narrator.say(
                "%-12s registers, stores a key of the venue and deposits 3,000 USDT", part.name());
        return new Trader(part, member, account);
    }

    private AccountId openAccount(Member member, boolean triesWithdrawalKey) {
        if (triesWithdrawalKey) {
            exchangeAccount(member.name() + "-all", List.of("READ", "TRADE", "WITHDRAW"));
            try {
                member.call(UsersRoutes.STORE_VENUE_KEY, venueKey(member.name() + "-all"));
                throw new IllegalStateException("a key that can withdraw was accepted");
            } catch (Desk.Refused e) {
                stage.narrator.say(
                        "%-12s tries a key that can withdraw: refused, %s",
                        member.name(), e.code());
            }
        }
        exchangeAccount(member.name(), List.of("READ", "TRADE"));
        VenueKey key = member.call(UsersRoutes.STORE_VENUE_KEY, venueKey(member.name()));
        return member.call(TradingRoutes.OPEN_ACCOUNT, new OpenAccount(key.id())).account();
    }

    private static void setLeverage(Member member, AccountId account, int leverage) {
        member.call(
                TradingRoutes.SET_LEVERAGE,
                new SetLeverage(account, SYMBOL, MarginMode.ISOLATED, leverage));
    }

    private void startBot() {
        Member member = register("ma-cross");
        bots.add(member);
        bot = member.name();
        AccountId account = openAccount(member, false);
        setLeverage(member, account, BOT_LEVERAGE);
        Strategy registered =
                member.call(
                        StrategyRoutes.REGISTER,
                        new RegisterStrategy(
                                account, "ma-cross", SYMBOL, Map.of("quantity", "0.01")));
        strategy = member.call(StrategyRoutes.START, new StrategyRef(registered.strategy()));
        stage.narrator.say(
                "%-12s starts a moving-average cross over 0.01 BTC on 1-minute bars", bot);
    }

    private void bind(Trader trader, Quote quote) {
        trader.policy(
                trader.member()
                        .call(
                                CoverRoutes.BIND,
                                new BindQuote(quote.quote(), new PolicyId(stage.ids.next()))));
        tidings.cover(quote, trader.policy());
    }

    private void closeByHand() {
        Trader trader = trader("false-claim");
        Order order = marketOrder(trader, Side.SELL, true);
        falseOrder = order.venueOrderId();
        stage.director.settle();
        stage.narrator.happened(
                stage.clock.now(),
                "false-claim closes with a market order at %s and claims it was a liquidation",
                Tidings.plain(order.averagePrice()));
        trader.claim(
                trader.member()
                        .call(
                                CoverRoutes.FILE_CLAIM,
                                new FileClaim(
                                        new ClaimId(stage.ids.next()),
                                        trader.policy().policy(),
                                        falseOrder,
                                        "The venue liquidated me in the crash.")));
        stage.director.settle();
    }

    private void tellWarnings() {
        for (Trader trader : traders) {
            List<Warning> warnings =
                    trader.member()
                            .call(RiskRoutes.WARNINGS, new AccountLimits(trader.account()))
                            .warnings();
            for (Warning warning : warnings.reversed()) {
                if (told.add(warning)) {
                    tidings.warning(trader, warning);
                }
            }
        }
    }

    private boolean claimsEnded() {
        boolean ended = true;
        for (Trader trader : traders) {
            refreshClaim(trader);
            Claim claim = trader.claim();
            ended &= claim == null || ENDED.contains(claim.state());
        }
        return ended;
    }

    private void refreshClaim(Trader trader) {
        List<Claim> claims = trader.member().call(CoverRoutes.CLAIMS, None.NONE).claims();
        if (!claims.isEmpty()) {
            trader.claim(claims.getFirst());
        }
    }

    private Order marketOrder(Trader trader, Side side, boolean reduceOnly) {
        Order order =
                trader.member()
                        .call(
                                TradingRoutes.PLACE,
                                new PlaceOrder(
                                        new OrderId(stage.ids.next()),
                                        trader.account(),
                                        SYMBOL,
                                        side,
                                        OrderType.MARKET,
                                        new BigDecimal(trader.part().quantity()),
                                        null,
                                        null,
                                        reduceOnly,
                                        null));
        stage.director.settle();
        Order now =
                trader.member()
                        .call(
                                TradingRoutes.ORDER,
                                new io.leverageguard.api.trading.Trading.OrderRef(order.order()));
        if (now.state() != OrderState.FILLED) {
            throw new IllegalStateException(
                    trader.name() + "'s order is " + now.state() + ": " + now.reason());
        }
        return now;
    }

    private Position position(Trader trader) {
        return trader
                .member()
                .call(TradingRoutes.POSITIONS, new AccountRef(trader.account()))
                .positions()
                .stream()
                .filter(position -> position.symbol().equals(SYMBOL))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(trader.name() + " has no position"));
    }

    private Trader trader(String name) {
        return traders.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    private void deposit(Member member, Purpose purpose, String amount) {
        java.util.UUID id = stage.ids.next();
        member.call(
                FundRoutes.ANNOUNCE_DEPOSIT,
                new AnnounceDeposit(id, purpose, Money.usdt(amount), "wire from " + member.name()));
        operator.call(
                FundRoutes.CONFIRM_DEPOSIT, new ConfirmDeposit(id, "seen on the custody account"));
        stage.director.settle();
    }

    private void exchangeAccount(String name, List<String> permissions) {
        stage.exchange.createAccount(
                name + "-key", name + "-secret", PASSPHRASE, "60000", permissions);
    }

    private StoreVenueKey venueKey(String name) {
        return new StoreVenueKey(stage.venue, name, name + "-key", name + "-secret", PASSPHRASE);
    }

    private Member register(String name) {
        stage.director.step(BETWEEN);
        Member member = Member.register(stage.desk, stage.clock, stage.web, name, password(name));
        members.add(member);
        stage.director.settle();
        return member;
    }

    private Member logIn(String name, String password) {
        Member member = Member.logIn(stage.desk, stage.clock, stage.web, name, password);
        members.add(member);
        return member;
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }

    private static String password(String name) {
        return "correct horse battery staple " + name.length();
    }
}
