package io.leverageguard.cover;

import static io.leverageguard.cover.CoverWorld.TRADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.cover.Cover.BindQuote;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.FileClaim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class CoverRaceTest {
    private static final int CALLERS = 8;

    private final CoverWorld world = new CoverWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void manyNoticesOfOneOrderAreOneClaimWithOneReserve() throws InterruptedException {
        Policy policy = world.active();
        world.crash(policy, "777");
        List<Callable<Claim>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            ClaimId id = new ClaimId(world.test.kit().ids().next());
            calls.add(
                    () ->
                            world.cover.fileClaim(
                                    TRADER, new FileClaim(id, policy.policy(), "777", "mine")));
        }
        calls.add(
                () -> {
                    world.test.kit().pumps().settle();
                    return world.onlyClaim();
                });
        Set<ClaimId> claims = new HashSet<>();
        for (Outcome<Claim> outcome : together(calls)) {
            assertThat(outcome.refusal()).isEmpty();
            claims.add(outcome.value().getFirst().claim());
        }
        assertThat(claims).hasSize(1);
        world.test.settle();
        assertThat(world.cover.claims(TRADER, None.NONE).claims()).hasSize(1);
        assertThat(world.fund.bookings("case_reserve")).isEqualTo(1);
    }

    @Test
    void oneQuoteIsBoundOnceHoweverManyTry() throws InterruptedException {
        Quote quote = world.quote();
        List<Callable<Policy>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            PolicyId id = world.newPolicy();
            calls.add(() -> world.cover.bind(TRADER, new BindQuote(quote.quote(), id)));
        }
        List<Outcome<Policy>> outcomes = together(calls);
        assertThat(outcomes).filteredOn(outcome -> outcome.refusal().isEmpty()).hasSize(1);
        assertThat(outcomes).extracting(Outcome::refusal).containsOnly("", "quote_accepted");
        assertThat(world.fund.bookings("premium")).isEqualTo(1);
    }

    @RepeatedTest(5)
    void sameCommandSentTwiceAtOnceTakesOnePremium() throws InterruptedException {
        BindQuote command = new BindQuote(world.quote().quote(), world.newPolicy());
        List<Callable<Policy>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(() -> world.cover.bind(TRADER, command));
        }
        for (Outcome<Policy> outcome : together(calls)) {
            assertThat(outcome.refusal()).isEmpty();
            assertThat(outcome.value().getFirst().policy()).isEqualTo(command.policy());
        }
        assertThat(world.fund.bookings("premium")).isEqualTo(1);
    }

    @Test
    void lastOfTheCapitalIsPromisedOnce() throws InterruptedException {
        world.fund.give(LedgerAccounts.capital(new UserId(new UUID(1, 50))), Money.usdt("-450000"));
        // 50,000 of own funds bear 41,666 of promises at 120 %: four policies of 8,816.
        List<Callable<Policy>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            UserId owner = new UserId(new UUID(7, i));
            AccountId account = new AccountId(new UUID(6, i));
            Actor actor = new Actor(owner, "trader-" + i, Set.of(Role.TRADER));
            world.fund.give(LedgerAccounts.prepaid(owner), Money.usdt("1000"));
            world.open(owner, account, "1", 10);
            Quote quote = world.quote(actor, account);
            assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
            PolicyId id = world.newPolicy();
            calls.add(() -> world.cover.bind(actor, new BindQuote(quote.quote(), id)));
        }
        List<Outcome<Policy>> outcomes = together(calls);
        assertThat(outcomes).extracting(Outcome::refusal).containsOnly("", "U02");
        assertThat(outcomes).filteredOn(outcome -> outcome.refusal().isEmpty()).hasSize(4);
        assertThat(world.fund.bookings("premium")).isEqualTo(4);
    }

    /** A value or a refusal's code. */
    private record Outcome<T>(List<T> value, String refusal) {}

    private static <T> List<Outcome<T>> together(List<Callable<T>> calls)
            throws InterruptedException {
        List<Outcome<T>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> future : threads.invokeAll(calls)) {
                outcomes.add(outcome(future));
            }
        }
        return outcomes;
    }

    private static <T> Outcome<T> outcome(Future<T> future) throws InterruptedException {
        try {
            return new Outcome<>(List.of(future.get()), "");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                return new Outcome<>(List.of(), refusal.code());
            }
            throw new AssertionError(e);
        }
    }
}
