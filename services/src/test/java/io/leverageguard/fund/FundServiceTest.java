package io.leverageguard.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.fund.Fund.AnnounceDeposit;
import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.api.fund.Fund.ConfirmDeposit;
import io.leverageguard.api.fund.Fund.Deposit;
import io.leverageguard.api.fund.Fund.DepositState;
import io.leverageguard.api.fund.Fund.LedgerVerification;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Pool;
import io.leverageguard.api.fund.Fund.Purpose;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.api.fund.Fund.TransferPage;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FundServiceTest {
    private static final Actor COVER = Actor.service("cover");
    private static final Actor TRADER =
            new Actor(new UserId(new UUID(9, 1)), "ten-x", Set.of(Role.TRADER));
    private static final Actor PROVIDER =
            new Actor(new UserId(new UUID(9, 2)), "pool", Set.of(Role.CAPITAL_PROVIDER));
    private static final Actor OPERATOR =
            new Actor(new UserId(new UUID(9, 3)), "desk", Set.of(Role.OPERATOR));
    private static final String PREPAID = LedgerAccounts.prepaid(TRADER.user());

    private Database database = database();
    private FundService fund = service();
    private int ids;

    @BeforeEach
    void fresh() {
        database = database();
        fund = service();
    }

    private static Database database() {
        return TestPostgres.database("fund", new SteppedClock(TestKit.START));
    }

    private FundService service() {
        return new FundService(database, new FundRepository(), new SteppedClock(TestKit.START));
    }

    @Test
    void confirmedDepositsBecomeCapitalAndCustomerMoney() {
        deposit(PROVIDER, Purpose.CAPITAL, "100000");
        deposit(TRADER, Purpose.PREPAID, "500.25");

        Pool pool = fund.pool(TRADER, None.NONE);
        assertThat(pool.cash()).isEqualTo(Money.usdt("100500.25"));
        assertThat(pool.customers()).isEqualTo(Money.usdt("500.25"));
        assertThat(pool.ownFunds()).isEqualTo(Money.usdt("100000"));
        assertThat(pool.capital()).isEqualTo(pool.ownFunds());
        assertThat(fund.myBalance(TRADER, None.NONE).available()).isEqualTo(Money.usdt("500.25"));
        assertThat(fund.trialBalance(OPERATOR, None.NONE).balanced()).isTrue();
        assertThat(fund.audit().read(0, 10)).extracting("actor").containsOnly("desk");
        assertThat(fund.audit().verify().intact()).isTrue();
    }

    @Test
    void secondConfirmationBooksNothing() {
        Deposit deposit = deposit(TRADER, Purpose.PREPAID, "10");
        long before = fund.head(COVER, None.NONE).seq();
        Deposit again = fund.confirmDeposit(OPERATOR, new ConfirmDeposit(deposit.id(), "again"));
        assertThat(again.state()).isEqualTo(DepositState.CONFIRMED);
        assertThat(fund.head(COVER, None.NONE).seq()).isEqualTo(before);
        assertThat(fund.events().read(0, 10))
                .extracting(stored -> stored.event().getClass().getSimpleName())
                .containsExactly("TransferBooked", "DepositConfirmed");
    }

    @Test
    void announcedMoneyIsNotThereYetAndCannotBeConfirmedByItsOwner() {
        Deposit deposit = announce(OPERATOR, Purpose.PREPAID, "10");
        assertThat(fund.myBalance(OPERATOR, None.NONE).posted().isZero()).isTrue();
        assertRefused(
                "four_eyes",
                () -> fund.confirmDeposit(OPERATOR, new ConfirmDeposit(deposit.id(), "mine")));
        assertRefused(
                "deposit_not_found",
                () -> fund.confirmDeposit(OPERATOR, new ConfirmDeposit(new UUID(0, 7), "none")));
        assertThat(fund.head(COVER, None.NONE).seq()).isZero();
    }

    @Test
    void announcementIsRepeatableButItsIdIsNotReusable() {
        Deposit first = announce(TRADER, Purpose.PREPAID, "10");
        AnnounceDeposit same =
                new AnnounceDeposit(first.id(), Purpose.PREPAID, first.amount(), "wire");
        assertThat(fund.announceDeposit(TRADER, same)).isEqualTo(first);
        assertRefused("id_reused", () -> fund.announceDeposit(OPERATOR, same));
        assertThat(fund.deposits(TRADER, None.NONE).deposits()).containsExactly(first);
        assertThat(fund.deposits(PROVIDER, None.NONE).deposits()).isEmpty();
        assertThat(fund.deposits(OPERATOR, None.NONE).deposits()).containsExactly(first);
    }

    @Test
    void onlyCapitalProvidersPayCapitalIn() {
        assertRefused("not_a_capital_provider", () -> announce(TRADER, Purpose.CAPITAL, "1000"));
        assertRefused("invalid_field", () -> announce(TRADER, Purpose.PREPAID, "-1"));
    }

    @Test
    void batchIsBookedWhollyOrNotAtAll() {
        deposit(TRADER, Purpose.PREPAID, "10");
        Batch batch =
                batch(
                        single(PREPAID, LedgerAccounts.UNEARNED_PREMIUM, "6"),
                        single(PREPAID, LedgerAccounts.EARNED_PREMIUM, "6"));
        assertRefused("insufficient_funds", () -> fund.book(COVER, batch));
        assertThat(fund.myBalance(TRADER, None.NONE).posted()).isEqualTo(Money.usdt("10"));
        assertThat(fund.head(COVER, None.NONE).seq()).isEqualTo(1);
    }

    @Test
    void repeatedBatchGetsTheFirstAnswerAndAnotherContentIsRefused() {
        deposit(TRADER, Purpose.PREPAID, "10");
        Batch batch = batch(single(PREPAID, LedgerAccounts.UNEARNED_PREMIUM, "6"));
        Booked first = fund.book(COVER, batch);
        assertThat(fund.book(COVER, batch)).isEqualTo(first);
        assertThat(first.head()).isEqualTo(fund.head(COVER, None.NONE).hash());
        Batch other = new Batch(batch.id(), "another", batch.legs());
        assertRefused("id_reused", () -> fund.book(COVER, other));
        Batch sameTransfer = new Batch(new UUID(4, 4), "policy", batch.legs());
        assertRefused("id_reused", () -> fund.book(COVER, sameTransfer));
        assertThat(fund.events().read(0, 10)).hasSize(3);
    }

    @Test
    void pendingReservesPostMovesAndVoidGivesBack() {
        deposit(TRADER, Purpose.PREPAID, "10");
        Leg pending = leg(TransferKind.PENDING, null, PREPAID, "UNEARNED_PREMIUM", "7");
        fund.book(COVER, batch(pending));
        assertThat(fund.myBalance(TRADER, None.NONE).posted()).isEqualTo(Money.usdt("10"));
        assertThat(fund.myBalance(TRADER, None.NONE).available()).isEqualTo(Money.usdt("3"));
        assertRefused(
                "insufficient_funds",
                () -> fund.book(COVER, batch(single(PREPAID, "UNEARNED_PREMIUM", "4"))));
        assertRefused(
                "pending_differs", () -> fund.book(COVER, batch(completion(pending, "POST", "6"))));
        fund.book(COVER, batch(completion(pending, "POST", "7")));
        assertThat(fund.myBalance(TRADER, None.NONE).posted()).isEqualTo(Money.usdt("3"));
        assertRefused(
                "already_completed",
                () -> fund.book(COVER, batch(completion(pending, "VOID", "7"))));

        Leg second = leg(TransferKind.PENDING, null, PREPAID, "UNEARNED_PREMIUM", "3");
        fund.book(COVER, batch(second));
        fund.book(COVER, batch(completion(second, "VOID", "3")));
        assertThat(fund.myBalance(TRADER, None.NONE).available()).isEqualTo(Money.usdt("3"));
        assertThat(fund.verify(OPERATOR, None.NONE).balanced()).isTrue();
    }

    @Test
    void unknownThingsAreRefusedByName() {
        deposit(TRADER, Purpose.PREPAID, "10");
        assertRefused(
                "unknown_account", () -> fund.book(COVER, batch(single(PREPAID, "PETTY", "1"))));
        Leg never = leg(TransferKind.PENDING, null, PREPAID, "UNEARNED_PREMIUM", "1");
        assertRefused(
                "pending_not_found", () -> fund.book(COVER, batch(completion(never, "POST", "1"))));
        assertRefused("invalid_field", () -> fund.book(COVER, new Batch(id(), "empty", List.of())));
        assertRefused(
                "invalid_field", () -> fund.book(COVER, batch(single(PREPAID, PREPAID, "1"))));
    }

    @Test
    void oneOfManyCompletionsWins() throws Exception {
        deposit(TRADER, Purpose.PREPAID, "1000");
        Leg pending = leg(TransferKind.PENDING, null, PREPAID, "UNEARNED_PREMIUM", "400");
        fund.book(COVER, batch(pending));
        List<Batch> rivals = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            rivals.add(batch(completion(pending, i % 2 == 0 ? "POST" : "VOID", "400")));
        }
        List<String> codes = race(rivals, List.of(fund));
        assertThat(codes).containsOnly("booked", "already_completed");
        assertThat(codes).containsOnlyOnce("booked");
        boolean posted = codes.indexOf("booked") % 2 == 0;
        assertThat(fund.myBalance(TRADER, None.NONE).available())
                .isEqualTo(Money.usdt(posted ? "600" : "1000"));
        LedgerVerification found = fund.verify(OPERATOR, None.NONE);
        assertThat(found.chainVerified() && found.balanced()).isTrue();
        assertThat(found.transfers()).isEqualTo(3);
    }

    @Test
    void twoProcessesTogetherCannotOverdraw() throws Exception {
        deposit(TRADER, Purpose.PREPAID, "100");
        List<Batch> rivals = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            rivals.add(batch(single(PREPAID, "UNEARNED_PREMIUM", "3")));
        }
        List<String> codes = race(rivals, List.of(fund, service()));
        assertThat(codes).containsOnly("booked", "insufficient_funds");
        assertThat(codes.stream().filter("booked"::equals)).hasSize(33);
        assertThat(fund.myBalance(TRADER, None.NONE).available()).isEqualTo(Money.usdt("1"));
        assertThat(fund.verify(OPERATOR, None.NONE).chainVerified()).isTrue();
    }

    /** Books every batch at the same time, in turns on each of the services. */
    private static List<String> race(List<Batch> batches, List<FundService> services)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Batch batch : batches) {
                FundService service = services.get(answers.size() % services.size());
                answers.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return code(service, batch);
                                }));
            }
            start.countDown();
        }
        List<String> codes = new ArrayList<>();
        for (Future<String> answer : answers) {
            codes.add(answer.get());
        }
        return codes;
    }

    @Test
    void exportedTransfersVerifyWithoutTheDatabase() {
        deposit(TRADER, Purpose.PREPAID, "1000");
        Leg pending = leg(TransferKind.PENDING, null, PREPAID, "UNEARNED_PREMIUM", "0.5");
        fund.book(COVER, batch(pending, completion(pending, "POST", "0.5")));
        String json = Json.write(fund.transfers(OPERATOR, new TransferPage(0, 100)));
        String hash = LedgerChain.GENESIS;
        for (JsonNode node : Json.tree(json).path("transfers")) {
            Transfer transfer = Json.read(node.toString(), Transfer.class);
            hash = LedgerExport.next(hash, node);
            assertThat(hash).isEqualTo(transfer.hash());
        }
        assertThat(hash).isEqualTo(fund.head(COVER, None.NONE).hash());
        assertThat(fund.transfers(OPERATOR, new TransferPage(1, 1)).transfers())
                .extracting(Transfer::seq)
                .containsExactly(2L);
    }

    @Test
    void everyBookedTransferIsAnnouncedOnce() {
        deposit(TRADER, Purpose.PREPAID, "10");
        fund.book(
                COVER,
                batch(
                        single(PREPAID, "UNEARNED_PREMIUM", "1"),
                        single(PREPAID, "UNEARNED_PREMIUM", "2")));
        List<Long> seqs = new ArrayList<>();
        fund.events()
                .read(0, 100)
                .forEach(
                        stored -> {
                            if (stored.event() instanceof FundEvent.TransferBooked booked) {
                                seqs.add(booked.transfer().seq());
                            }
                        });
        assertThat(seqs).containsExactly(1L, 2L, 3L);
    }

    private Deposit deposit(Actor owner, Purpose purpose, String amount) {
        Deposit deposit = announce(owner, purpose, amount);
        return fund.confirmDeposit(OPERATOR, new ConfirmDeposit(deposit.id(), "seen"));
    }

    private Deposit announce(Actor owner, Purpose purpose, String amount) {
        return fund.announceDeposit(
                owner, new AnnounceDeposit(id(), purpose, Money.usdt(amount), "wire"));
    }

    private Batch batch(Leg... legs) {
        return new Batch(id(), "policy", List.of(legs));
    }

    private Leg single(String debit, String credit, String amount) {
        return leg(TransferKind.SINGLE, null, debit, credit, amount);
    }

    private Leg completion(Leg pending, String kind, String amount) {
        return leg(
                TransferKind.valueOf(kind),
                pending.id(),
                pending.debit(),
                pending.credit(),
                amount);
    }

    private Leg leg(
            TransferKind kind,
            @Nullable TransferId pending,
            String debit,
            String credit,
            String amount) {
        return new Leg(
                new TransferId(id()), kind, pending, debit, credit, Money.usdt(amount), "test");
    }

    private static String code(FundService service, Batch batch) {
        try {
            service.book(COVER, batch);
            return "booked";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(Objects.requireNonNull(refusal).code()).isEqualTo(code));
    }

    private UUID id() {
        return new UUID(5, ++ids);
    }
}
