package io.leverageguard.risk;

import static io.leverageguard.risk.RiskWorld.ACCOUNT;
import static io.leverageguard.risk.RiskWorld.OPERATOR;
import static io.leverageguard.risk.RiskWorld.SECOND;
import static io.leverageguard.risk.RiskWorld.TRADER;
import static io.leverageguard.risk.RiskWorld.id;
import static io.leverageguard.risk.RiskWorld.loss;
import static io.leverageguard.risk.RiskWorld.propose;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.MarginPolicy.Rule;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.DecideLimits;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.ScopeRef;
import io.leverageguard.api.risk.Risk.SetMarginPolicy;
import io.leverageguard.api.risk.RiskEvent.MarginActionDue;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kit.Kit;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RiskRaceTest {
    private static final Scope DESK = Scope.desk();
    private static final int AT_ONCE = 8;

    private final RiskWorld world = new RiskWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void changesOfOneScopeAreOneOrderOfVersions() throws Exception {
        atOnce(
                number ->
                        world.risk.proposeLimits(
                                OPERATOR, propose(number, DESK, loss("1000", null), null)));
        assertThat(desk().version()).isEqualTo(AT_ONCE);
        assertThat(world.announced(ScopeLimitsChanged.class))
                .filteredOn(event -> event.limits().scope().equals(DESK))
                .extracting(event -> event.limits().version())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, AT_ONCE).mapToObj(Long::valueOf).toList());
        assertThat(world.risk.audit().verify().intact()).isTrue();
    }

    @Test
    void oneCommandSentManyTimesIsDoneOnce() throws Exception {
        atOnce(_ -> world.risk.proposeLimits(OPERATOR, propose(1, DESK, loss("1000", null), null)));
        assertThat(desk().version()).isEqualTo(1);
        world.risk.proposeLimits(OPERATOR, propose(2, DESK, loss("5000", null), null));
        atOnce(_ -> world.risk.decideLimits(SECOND, new DecideLimits(id(2), true, "agreed")));
        assertThat(desk().version()).isEqualTo(2);
    }

    @Test
    void manyWatchersAskForOneActionAndHoldItsAmountOnce() throws Exception {
        Rule rule = new Rule(new BigDecimal("0.05"), ActionKind.ADD_MARGIN, new BigDecimal("300"));
        world.risk.setMarginPolicy(
                TRADER, new SetMarginPolicy(ACCOUNT, new BigDecimal("400"), List.of(rule), 0));
        world.position("1", "100000", world.testKit.clock().now());
        Kit kit = world.testKit.kit();
        MarginDesk desk = new MarginDesk(kit.databases().open("risk"), kit.ids(), kit.clock());
        OpenPosition position =
                new RiskRepository(kit.databases().open("risk")).positions().getFirst();
        atOnce(
                _ -> {
                    desk.watch(position, new BigDecimal("0.04"));
                    return true;
                });
        assertThat(world.announced(MarginActionDue.class)).hasSize(1);
        assertThat(world.risk.marginPolicy(TRADER, new AccountLimits(ACCOUNT)).held())
                .isEqualByComparingTo("300");
    }

    private ScopeLimits desk() {
        return world.risk.scopeLimits(OPERATOR, new ScopeRef(DESK.kind(), DESK.key()));
    }

    /** What is done with the number of the one who does it. */
    @FunctionalInterface
    private interface Deed {
        Object with(int number);
    }

    private static void atOnce(Deed deed) throws InterruptedException, ExecutionException {
        List<Callable<Object>> deeds =
                IntStream.range(0, AT_ONCE)
                        .mapToObj(number -> (Callable<Object>) () -> deed.with(number))
                        .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> done : threads.invokeAll(deeds)) {
                assertThat(done.get()).isNotNull();
            }
        }
    }
}
