package io.leverageguard.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.Fund.AnnounceDeposit;
import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.api.fund.Fund.ConfirmDeposit;
import io.leverageguard.api.fund.Fund.CustomerRef;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Purpose;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.api.fund.Fund.TransferPage;
import io.leverageguard.api.fund.FundClient;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpCaller;
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

/** The fund in another process answers as the fund in this one does. */
class FundHttpTest {
    private static final Actor COVER = Actor.service("cover");
    private static final Actor TRADER =
            new Actor(new UserId(new UUID(9, 1)), "ten-x", Set.of(Role.TRADER));
    private static final Actor OPERATOR =
            new Actor(new UserId(new UUID(9, 3)), "desk", Set.of(Role.OPERATOR));
    private static final String PREPAID = LedgerAccounts.prepaid(TRADER.user());

    private final TestKit testKit = TestKit.create();
    private final Fund local = new FundModule(testKit.kit()).api();
    private final Fund remote = new FundClient(caller());

    private HttpCaller caller() {
        Kit kit = testKit.kit();
        URI base = URI.create("http://127.0.0.1:" + testKit.server().start());
        return new HttpCaller(kit.web(), base, kit.clock(), kit.secrets(), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void answersAreTheSameNearAndFar() {
        deposit("10.5");
        Booked booked = remote.book(COVER, premium("4"));
        assertThat(local.book(COVER, premium("4"))).isEqualTo(booked);
        CustomerRef ref = new CustomerRef(TRADER.user());
        assertThat(remote.balance(COVER, ref)).isEqualTo(local.balance(COVER, ref));
        assertThat(remote.myBalance(TRADER, None.NONE).posted()).isEqualTo(Money.usdt("6.5"));
        assertThat(remote.head(COVER, None.NONE)).isEqualTo(local.head(COVER, None.NONE));
        assertThat(remote.pool(TRADER, None.NONE)).isEqualTo(local.pool(TRADER, None.NONE));
        assertThat(remote.trialBalance(OPERATOR, None.NONE))
                .isEqualTo(local.trialBalance(OPERATOR, None.NONE));
        TransferPage page = new TransferPage(0, 10);
        assertThat(remote.transfers(OPERATOR, page)).isEqualTo(local.transfers(OPERATOR, page));
        assertThat(remote.verify(OPERATOR, None.NONE)).isEqualTo(local.verify(OPERATOR, None.NONE));
        assertThat(remote.deposits(TRADER, None.NONE)).isEqualTo(local.deposits(TRADER, None.NONE));
        assertThat(remote.events().read(0, 10)).isEqualTo(local.events().read(0, 10)).hasSize(3);
        assertThat(remote.audit().read(0, 10)).isEqualTo(local.audit().read(0, 10)).hasSize(1);
    }

    @Test
    void refusalsCrossTheWireWithTheirCodes() {
        deposit("1");
        assertRefused("insufficient_funds", () -> remote.book(COVER, premium("4")));
        assertRefused(
                "deposit_not_found",
                () -> remote.confirmDeposit(OPERATOR, new ConfirmDeposit(new UUID(0, 1), "seen")));
    }

    private void deposit(String amount) {
        UUID id = new UUID(5, 1);
        remote.announceDeposit(
                TRADER, new AnnounceDeposit(id, Purpose.PREPAID, Money.usdt(amount), "wire"));
        remote.confirmDeposit(OPERATOR, new ConfirmDeposit(id, "seen"));
    }

    private static Batch premium(String amount) {
        Leg leg =
                new Leg(
                        new TransferId(new UUID(6, 1)),
                        TransferKind.SINGLE,
                        null,
                        PREPAID,
                        LedgerAccounts.UNEARNED_PREMIUM,
                        Money.usdt(amount),
                        "premium");
        return new Batch(new UUID(6, 2), "policy", List.of(leg));
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(Objects.requireNonNull(refusal).code()).isEqualTo(code));
    }
}
