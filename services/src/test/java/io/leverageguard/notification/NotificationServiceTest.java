package io.leverageguard.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.cover.CoverEvent.ClaimChanged;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.fund.FundEvent.DepositConfirmed;
import io.leverageguard.api.notification.NotificationEvent.DeliveryEnded;
import io.leverageguard.api.notification.Notifications;
import io.leverageguard.api.notification.Notifications.Channel;
import io.leverageguard.api.notification.Notifications.Inbox;
import io.leverageguard.api.notification.Notifications.Message;
import io.leverageguard.api.notification.Notifications.MessageRef;
import io.leverageguard.api.notification.Notifications.Preferences;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.MarginWarned;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.users.Users.Language;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.api.users.UsersEvent.UserRegistered;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.WebServer;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationServiceTest {
    private static final UserId TEN_X = new UserId(new UUID(0, 7));
    private static final UserId ZH_ONLY_KNOWN = new UserId(new UUID(0, 8));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 9));
    private static final Actor TRADER = new Actor(TEN_X, "ten-x", Set.of(Role.TRADER));
    private static final Actor CHINESE = new Actor(ZH_ONLY_KNOWN, "zh", Set.of(Role.TRADER));

    private final TestKit testKit = TestKit.create();
    private final MemoryFeed<UsersEvent> users = new MemoryFeed<>();
    private final MemoryFeed<TradingEvent> trading = new MemoryFeed<>();
    private final MemoryFeed<RiskEvent> risk = new MemoryFeed<>();
    private final MemoryFeed<CoverEvent> cover = new MemoryFeed<>();
    private final MemoryFeed<FundEvent> fund = new MemoryFeed<>();
    private final List<WebServer.Request> hooked = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private Notifications notifications;

    @BeforeEach
    void open() {
        NotificationModule module =
                new NotificationModule(testKit.kit(), new FakeUsers(ZH_ONLY_KNOWN));
        module.listen(
                users,
                trading,
                risk,
                cover,
                new MemoryFeed<PayoutEvent>(),
                fund,
                new MemoryFeed<StrategyEvent>());
        notifications = module.api();
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void aRegistrationIsWelcomedInTheLanguageThatWasChosen() {
        users.add(new UserRegistered(TEN_X, "ten-x", Language.ZH));
        testKit.settle();
        assertThat(inbox().messages())
                .singleElement()
                .satisfies(message -> assertThat(message.title()).contains("欢迎", "ten-x"));
        assertThat(notifications.preferences(TRADER, None.NONE).language()).isEqualTo(Language.ZH);
    }

    @Test
    void aPersonWeHaveNotHeardOfIsAskedFor() {
        risk.add(warning(ZH_ONLY_KNOWN));
        risk.add(warning(TEN_X));
        testKit.settle();
        assertThat(notifications.inbox(CHINESE, None.NONE).messages().getFirst().title())
                .isEqualTo("BTCUSDT 距强平价仅 4.69%");
        assertThat(inbox().messages().getFirst().title())
                .isEqualTo("BTCUSDT is 4.69% from liquidation");
    }

    @Test
    void fillsFindTheirOwnerByTheAccount() {
        trading.add(fill());
        trading.add(new AccountOpened(ACCOUNT, TEN_X, "binance", "uid"));
        trading.add(fill());
        testKit.settle();
        assertThat(inbox().messages())
                .singleElement()
                .satisfies(
                        message ->
                                assertThat(message.title())
                                        .isEqualTo("Filled: BUY 1 BTCUSDT at 116830"));
    }

    @Test
    void everyStateOfAClaimThatMattersIsTold() {
        for (ClaimState state : ClaimState.values()) {
            cover.add(new ClaimChanged(claim(state)));
        }
        testKit.settle();
        assertThat(inbox().messages())
                .extracting(Message::kind)
                .containsExactly(
                        "claim_declined",
                        "claim_approved",
                        "claim_referred",
                        "claim_approved",
                        "claim_notified");
    }

    @Test
    void anEventThatIsReadAgainMakesNoSecondMessage() {
        fund.add(deposit());
        testKit.settle();
        testKit.kit()
                .databases()
                .open("notification")
                .write(handle -> handle.execute("UPDATE cursors SET seq = 0"));
        NotificationModule again =
                new NotificationModuleProbe(testKit, new FakeUsers(ZH_ONLY_KNOWN)).readAgain(fund);
        assertThat(again.api().inbox(TRADER, None.NONE).messages())
                .singleElement()
                .satisfies(
                        message ->
                                assertThat(message.title())
                                        .isEqualTo("Deposit confirmed: 5000.000000 USDT"));
    }

    @Test
    void aReadMessageCountsNoMoreAndOnlyItsOwnerCanRead() {
        fund.add(deposit());
        testKit.settle();
        MessageRef ref = new MessageRef(inbox().messages().getFirst().id());
        assertThat(inbox().unread()).isEqualTo(1);
        assertThatThrownBy(() -> notifications.markRead(CHINESE, ref))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.code()).isEqualTo("notification_not_found"));
        assertThat(notifications.markRead(TRADER, ref).read()).isTrue();
        assertThat(inbox().unread()).isZero();
    }

    @Test
    void addressesThatAreNotSafeAreRefused() {
        for (String address :
                List.of(
                        "http://example.com/x",
                        "ftp://127.0.0.1/",
                        "https://user:pw@example.com/",
                        "http://127.0.0.1.example.com/",
                        "not an address")) {
            assertThatThrownBy(() -> setWebhook(address))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no -> assertThat(no.details()).containsEntry("field", "webhook"));
        }
        assertThat(setWebhook("https://example.com/hook").channels()).contains(Channel.WEBHOOK);
    }

    @Test
    void aWebhookIsSignedAndTriedAgainUntilItIsTaken() {
        answers.addAll(List.of(500, 200));
        try (WebServer receiver = receiver()) {
            Preferences preferences = setWebhook("http://127.0.0.1:" + receiver.start() + "/hook");
            fund.add(deposit());
            testKit.advance(Duration.ofSeconds(1));
            testKit.advance(Duration.ofSeconds(1));
            testKit.advance(Duration.ofSeconds(1));
            assertThat(hooked).hasSize(2);
            WebServer.Request last = hooked.getLast();
            String body = new String(last.body(), StandardCharsets.UTF_8);
            assertThat(body).contains("\"kind\":\"deposit_confirmed\"");
            assertThat(last.header("lg-signature"))
                    .isEqualTo(
                            Webhooks.signature(
                                    String.valueOf(preferences.webhookSecret()),
                                    TestKit.START.getEpochSecond() + 2,
                                    body));
        }
        assertThat(ended(Channel.WEBHOOK))
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end.delivered()).isTrue();
                            assertThat(end.attempts()).isEqualTo(2);
                        });
    }

    @Test
    void aWebhookThatNeverAnswersIsGivenUp() {
        try (WebServer receiver = receiver()) {
            setWebhook("http://127.0.0.1:" + receiver.start() + "/hook");
            fund.add(deposit());
            for (int hour = 0; hour < 9; hour++) {
                testKit.advance(Duration.ofHours(7));
            }
        }
        assertThat(ended(Channel.WEBHOOK))
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end.delivered()).isFalse();
                            assertThat(end.attempts()).isEqualTo(8);
                        });
        assertThat(hooked).hasSize(8);
    }

    @Test
    void messagesGoToTheStreamOnceUnlessItIsSwitchedOff() {
        fund.add(deposit());
        testKit.settle();
        testKit.settle();
        assertThat(ended(Channel.STREAM)).hasSize(1);
        notifications.setPreferences(
                TRADER, new Preferences(Language.EN, Set.of(Channel.INBOX), null));
        fund.add(deposit());
        testKit.settle();
        assertThat(ended(Channel.STREAM)).hasSize(1);
        assertThat(ended(Channel.INBOX)).hasSize(2);
    }

    private WebServer receiver() {
        return new WebServer(
                "127.0.0.1",
                0,
                10_000,
                request -> {
                    hooked.add(request);
                    int status = answers.isEmpty() ? 503 : answers.removeFirst();
                    return WebServer.Response.json(status, "{}");
                },
                WebServer.Sockets.NONE);
    }

    private Preferences setWebhook(String address) {
        return notifications.setPreferences(
                TRADER, new Preferences(Language.EN, Set.of(Channel.WEBHOOK), address));
    }

    private Inbox inbox() {
        return notifications.inbox(TRADER, None.NONE);
    }

    private List<DeliveryEnded> ended(Channel channel) {
        return notifications.events().read(0, 1_000).stream()
                .map(Stored::event)
                .map(DeliveryEnded.class::cast)
                .filter(event -> event.channel() == channel)
                .toList();
    }

    private static DepositConfirmed deposit() {
        return new DepositConfirmed(
                new Fund.Deposit(
                        new UUID(0, 1),
                        TEN_X,
                        Fund.Purpose.PREPAID,
                        Money.usdt("5000"),
                        "wire 1",
                        Fund.DepositState.CONFIRMED,
                        Instant.EPOCH));
    }

    private static MarginWarned warning(UserId owner) {
        return new MarginWarned(
                owner,
                new Warning(
                        ACCOUNT,
                        "BTCUSDT",
                        new BigDecimal("0.05"),
                        new BigDecimal("0.04699"),
                        new BigDecimal("111000"),
                        new BigDecimal("106000"),
                        Instant.EPOCH));
    }

    private static OrderFilled fill() {
        return new OrderFilled(
                ACCOUNT,
                new Fill(
                        ACCOUNT,
                        new OrderId(new UUID(0, 3)),
                        "v1",
                        "t1",
                        "BTCUSDT",
                        Side.BUY,
                        new BigDecimal("1.000"),
                        new BigDecimal("116830.00"),
                        new BigDecimal("46.732"),
                        BigDecimal.ZERO,
                        false,
                        "",
                        Instant.EPOCH));
    }

    private static Claim claim(ClaimState state) {
        return new Claim(
                new ClaimId(new UUID(0, 4)),
                new PolicyId(new UUID(0, 5)),
                TEN_X,
                "v1",
                false,
                state,
                "because",
                List.of(),
                List.of(),
                0,
                Money.usdt("100"),
                Money.usdt("80"),
                "",
                List.of(),
                Instant.EPOCH);
    }

    /** A second module over the same database, as after a restart with a lost cursor. */
    private record NotificationModuleProbe(TestKit testKit, FakeUsers users) {
        NotificationModule readAgain(MemoryFeed<FundEvent> fund) {
            TestKit other = TestKit.create();
            try (other) {
                var kit = other.kit();
                var same =
                        new io.leverageguard.kit.Kit(
                                kit.clock(),
                                kit.ids(),
                                kit.server(),
                                testKit.kit().databases(),
                                kit.pumps(),
                                kit.jobs(),
                                kit.hub(),
                                kit.web(),
                                kit.configuration(),
                                kit.secrets(),
                                kit.telemetry(),
                                kit.data());
                NotificationModule module = new NotificationModule(same, users);
                module.listen(
                        new MemoryFeed<>(),
                        new MemoryFeed<>(),
                        new MemoryFeed<>(),
                        new MemoryFeed<>(),
                        new MemoryFeed<>(),
                        fund,
                        new MemoryFeed<>());
                other.settle();
                return module;
            }
        }
    }
}
