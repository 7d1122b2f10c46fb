package io.leverageguard.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.cover.CoverEvent.ClaimPayable;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.Fund.AnnounceDeposit;
import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.ConfirmDeposit;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Purpose;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.api.fund.Fund.TransferPage;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.api.payout.PayoutClient;
import io.leverageguard.api.payout.PayoutEvent.PayoutChanged;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.api.payout.Payouts.ApprovePayout;
import io.leverageguard.api.payout.Payouts.Payout;
import io.leverageguard.api.payout.Payouts.PayoutRef;
import io.leverageguard.api.payout.Payouts.State;
import io.leverageguard.config.ConfigModule;
import io.leverageguard.fund.FundModule;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayoutServiceTest {
    private static final Actor COVER = Actor.service("cover");
    private static final Actor TRADER =
            new Actor(new UserId(new UUID(9, 1)), "ten-x", Set.of(Role.TRADER));
    private static final Actor OTHER =
            new Actor(new UserId(new UUID(9, 2)), "five-x", Set.of(Role.TRADER));
    private static final Actor OPERATOR =
            new Actor(new UserId(new UUID(9, 3)), "desk", Set.of(Role.OPERATOR));
    private static final ClaimId CLAIM = new ClaimId(new UUID(7, 1));

    private final TestKit testKit = TestKit.create();
    private final Fund ledger = new FundModule(testKit.kit()).api();
    private final FailingFund fund = new FailingFund(ledger);
    private final MemoryFeed<CoverEvent> cover = new MemoryFeed<>();
    private final Config config = new ConfigModule(testKit.kit()).api();
    private final PayoutModule module = new PayoutModule(testKit.kit(), fund, config);
    private final Payouts payouts = module.api();
    private int ids;

    PayoutServiceTest() {
        module.listen(cover);
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void payableClaimIsPaidToTheBalanceOfTheBeneficiary() {
        approveClaim("4012.5");
        testKit.settle();
        assertPaidOnce("4012.5");
        assertThat(states())
                .containsExactly(
                        State.CREATED, State.AUTHORIZED, State.FUNDS_RESERVED, State.CONFIRMED);
        assertThat(payouts.audit().read(0, 10)).hasSize(4);
        assertThat(payouts.audit().verify().intact()).isTrue();
        assertThat(only().evidenceRoot()).isEqualTo("ab".repeat(32));
    }

    @Test
    void secondEventForTheSameClaimPaysNothing() {
        approveClaim("100");
        testKit.settle();
        cover.add(payable("100"));
        cover.add(payable("900"));
        testKit.settle();
        assertPaidOnce("100");
        assertThat(payouts.audit().read(0, 10))
                .extracting("action")
                .endsWith("payout.second_order_refused");
    }

    @Test
    void largePayoutWaitsForSomebodyElseThanItsBeneficiary() {
        approveClaim("25000.01");
        testKit.settle();
        assertThat(only().state()).isEqualTo(State.AUTHORIZING);
        ApprovePayout approval = new ApprovePayout(only().payout(), "evidence seen");
        assertRefused("not_an_approver", () -> payouts.approve(OTHER, approval));
        Actor self = new Actor(TRADER.user(), "ten-x", Set.of(Role.TRADER, Role.OPERATOR));
        assertRefused("four_eyes", () -> payouts.approve(self, approval));
        assertRefused(
                "invalid_field",
                () -> payouts.approve(OPERATOR, new ApprovePayout(only().payout(), " ")));

        assertThat(payouts.approve(OPERATOR, approval).state()).isEqualTo(State.AUTHORIZED);
        assertThat(payouts.approve(OPERATOR, approval).approvals()).containsExactly("desk");
        testKit.settle();
        assertPaidOnce("25000.01");
        Actor late = new Actor(new UserId(new UUID(9, 4)), "late", Set.of(Role.OPERATOR));
        assertRefused("not_awaiting_approval", () -> payouts.approve(late, approval));
    }

    @Test
    void changedLimitCountsFromTheNextClaimOn() {
        config.change(OPERATOR, new ChangeSetting("payout.auto_max", "50", 0, "a careful evening"));
        approveClaim("50.01");
        testKit.settle();
        assertThat(only().state()).isEqualTo(State.AUTHORIZING);
        assertThat(only().reason()).contains("50");
    }

    @Test
    void payoutAtTheLimitNeedsNobody() {
        approveClaim("25000");
        testKit.settle();
        assertPaidOnce("25000");
    }

    @Test
    void crashBetweenReservingAndWritingItDownPaysOnce() {
        approveClaim("70");
        fund.failAfter(TransferKind.PENDING, new IllegalStateException("power cut"));
        assertThatThrownBy(testKit::settle).hasMessageContaining("power cut");
        assertThat(only().state()).isEqualTo(State.AUTHORIZED);
        testKit.settle();
        assertPaidOnce("70");
    }

    @Test
    void crashBetweenPostingAndWritingItDownPaysOnce() {
        approveClaim("70");
        fund.failAfter(TransferKind.POST, new IllegalStateException("power cut"));
        assertThatThrownBy(testKit::settle).hasMessageContaining("power cut");
        assertThat(only().state()).isEqualTo(State.FUNDS_RESERVED);
        testKit.settle();
        assertPaidOnce("70");
    }

    @Test
    void silentFundIsAskedAgainLater() {
        approveClaim("70");
        fund.failBefore(TransferKind.POST, unavailable());
        testKit.settle();
        assertThat(only().state()).isEqualTo(State.FAILED_RETRYABLE);
        assertThat(only().reason()).contains("fund_unavailable");
        testKit.advance(Duration.ofSeconds(29));
        assertThat(only().state()).isEqualTo(State.FAILED_RETRYABLE);
        fund.failBefore(TransferKind.POST, null);
        testKit.advance(Duration.ofSeconds(60));
        assertPaidOnce("70");
    }

    @Test
    void answerThatGotLostIsNotPaidTwice() {
        approveClaim("70");
        fund.failAfter(TransferKind.POST, unavailable());
        testKit.settle();
        assertThat(only().state()).isEqualTo(State.FAILED_RETRYABLE);
        testKit.advance(Duration.ofMinutes(5));
        assertPaidOnce("70");
    }

    @Test
    void orderThatNeverSucceedsIsReleasedAndItsReservationVoided() {
        approveClaim("70");
        fund.failBefore(TransferKind.POST, unavailable());
        testKit.settle();
        for (int i = 0; i < 60 && only().state() != State.RELEASED; i++) {
            testKit.advance(Duration.ofHours(1));
        }
        assertThat(only().state()).isEqualTo(State.RELEASED);
        assertThat(balance()).isEqualTo(Money.usdt("0"));
        assertThat(payoutTransfers())
                .extracting(Transfer::kind)
                .containsExactly(TransferKind.PENDING, TransferKind.VOID);
        assertThat(ledger.pool(OPERATOR, None.NONE).payable()).isEqualTo(Money.usdt("70"));
        assertThat(ledger.verify(OPERATOR, None.NONE).balanced()).isTrue();
    }

    @Test
    void claimWithoutPayableIsNotPaid() {
        cover.add(payable("70"));
        testKit.settle();
        assertThat(only().state()).isEqualTo(State.FAILED_RETRYABLE);
        assertThat(only().reason()).contains("insufficient_funds");
        assertThat(balance()).isEqualTo(Money.usdt("0"));
    }

    @Test
    void payoutsOfAnotherProcessAreTheSame() {
        approveClaim("70");
        testKit.settle();
        Kit kit = testKit.kit();
        URI base = URI.create("http://127.0.0.1:" + testKit.server().start());
        Payouts remote =
                new PayoutClient(
                        new HttpCaller(
                                kit.web(),
                                base,
                                kit.clock(),
                                kit.secrets(),
                                Duration.ofSeconds(10)));
        assertThat(remote.payouts(TRADER, None.NONE)).isEqualTo(payouts.payouts(TRADER, None.NONE));
        assertThat(remote.payout(TRADER, new PayoutRef(only().payout()))).isEqualTo(only());
        assertThat(remote.events().read(0, 9)).isEqualTo(payouts.events().read(0, 9)).hasSize(4);
    }

    @Test
    void foreignPayoutsAreNotFound() {
        approveClaim("70");
        testKit.settle();
        PayoutRef ref = new PayoutRef(only().payout());
        assertThat(payouts.payout(TRADER, ref).beneficiary()).isEqualTo(TRADER.user());
        assertRefused("payout_not_found", () -> payouts.payout(OTHER, ref));
        assertThat(payouts.payouts(OTHER, None.NONE).payouts()).isEmpty();
        assertThat(payouts.payouts(TRADER, None.NONE).payouts()).hasSize(1);
    }

    /** What the cover service books before it announces that a claim is payable. */
    private void approveClaim(String amount) {
        Actor provider = new Actor(new UserId(new UUID(9, 8)), "pool", Set.of(Role.SERVICE));
        AnnounceDeposit capital =
                new AnnounceDeposit(id(), Purpose.CAPITAL, Money.usdt("100000"), "wire");
        ledger.announceDeposit(provider, capital);
        ledger.confirmDeposit(OPERATOR, new ConfirmDeposit(capital.id(), "seen"));
        String reserve = LedgerAccounts.caseReserve(CLAIM.value());
        String payable = LedgerAccounts.claimsPayable(CLAIM.value());
        ledger.book(
                COVER,
                new Batch(
                        id(),
                        CLAIM.toString(),
                        List.of(
                                leg(LedgerAccounts.CLAIMS_INCURRED, reserve, amount),
                                leg(reserve, payable, amount))));
        cover.add(payable(amount));
    }

    private Leg leg(String debit, String credit, String amount) {
        return new Leg(
                new TransferId(id()),
                TransferKind.SINGLE,
                null,
                debit,
                credit,
                Money.usdt(amount),
                "claim");
    }

    private static ClaimPayable payable(String amount) {
        return new ClaimPayable(
                CLAIM,
                new PolicyId(new UUID(7, 2)),
                TRADER.user(),
                Money.usdt(amount),
                "ab".repeat(32));
    }

    private void assertPaidOnce(String amount) {
        assertThat(only().state()).isEqualTo(State.CONFIRMED);
        assertThat(balance()).isEqualTo(Money.usdt(amount));
        assertThat(payoutTransfers())
                .extracting(Transfer::kind)
                .containsExactly(TransferKind.PENDING, TransferKind.POST);
        assertThat(ledger.pool(OPERATOR, None.NONE).payable().isZero()).isTrue();
        assertThat(ledger.verify(OPERATOR, None.NONE).balanced()).isTrue();
    }

    private List<Transfer> payoutTransfers() {
        return ledger.transfers(OPERATOR, new TransferPage(0, 1000)).transfers().stream()
                .filter(transfer -> transfer.code().equals("payout"))
                .toList();
    }

    private List<State> states() {
        return payouts.events().read(0, 100).stream()
                .map(stored -> ((PayoutChanged) stored.event()).payout().state())
                .toList();
    }

    private Payout only() {
        return payouts.payouts(OPERATOR, None.NONE).payouts().getFirst();
    }

    private Money balance() {
        return ledger.myBalance(TRADER, None.NONE).available();
    }

    private static Refusal unavailable() {
        return new Refusal(
                Refusal.Reason.UNAVAILABLE, "fund_unavailable", "the fund does not answer");
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
