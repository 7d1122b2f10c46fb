package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.leverageguard.api.risk.MarginActionId;
import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.RiskEvent.MarginActionDue;
import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.AdjustMargin;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.MarginChangeRef;
import io.leverageguard.api.trading.Protection.MarginState;
import io.leverageguard.api.trading.TradingEvent.MarginActionTaken;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.FakeAccount.Next;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of margin, asked for by traders and by risk, over memory and without threads. */
final class MarginChangeTest {
    /** The process has ended. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void marginIsAddedOnceHoweverOftenItIsAskedFor() {
        open();
        AdjustMargin command = command("500");
        MarginChange done = world.protection().adjustMargin(world.trader, command);
        assertThat(done.state()).isEqualTo(MarginState.DONE);
        assertThat(done.before()).isEqualByComparingTo("10000");
        assertThat(world.protection().adjustMargin(world.trader, command)).isEqualTo(done);
        assertThat(world.exchange.added).containsExactly(new BigDecimal("500"));
        world.settle();
        assertThat(world.api().positions(world.trader, world.ref()).positions().getFirst().margin())
                .isEqualByComparingTo("10500");
        AdjustMargin other =
                new AdjustMargin(
                        command.change(), command.account(), command.symbol(), BigDecimal.TEN);
        assertThat(code(() -> world.protection().adjustMargin(world.trader, other)))
                .isEqualTo("id_reused");
    }

    @Test
    void venueThatSaysNoIsBelieved() {
        open();
        world.exchange.marginScript.add(Next.REJECT);
        MarginChange change = world.protection().adjustMargin(world.trader, command("500"));
        assertThat(change.state()).isEqualTo(MarginState.REJECTED);
        assertThat(change.words()).contains("-2019");
    }

    @Test
    void lostAnswerIsResolvedByTheMarginThatTheVenueShows() {
        open();
        world.exchange.marginScript.add(Next.LOSE_ANSWER);
        AdjustMargin command = command("500");
        assertThat(world.protection().adjustMargin(world.trader, command).state())
                .isEqualTo(MarginState.UNKNOWN);
        assertThat(code(() -> world.protection().adjustMargin(world.trader, command("1"))))
                .isEqualTo("margin_change_pending");
        world.advance(Duration.ofSeconds(2));
        assertThat(now(command.change()).state()).isEqualTo(MarginState.DONE);
        assertThat(world.exchange.added).hasSize(1);
    }

    @Test
    void lostRequestIsRejectedOnceItCannotArrive() {
        open();
        world.exchange.marginScript.add(Next.LOSE_REQUEST);
        AdjustMargin command = command("500");
        assertThat(world.protection().adjustMargin(world.trader, command).state())
                .isEqualTo(MarginState.UNKNOWN);
        world.advance(Duration.ofSeconds(2));
        assertThat(now(command.change()).state()).isEqualTo(MarginState.UNKNOWN);
        world.advance(Duration.ofSeconds(20));
        assertThat(now(command.change()).state()).isEqualTo(MarginState.REJECTED);
        assertThat(world.exchange.added).isEmpty();
    }

    @Test
    void actionOfRiskIsTakenOnceAndAnnounced() {
        open();
        MarginActionDue due = due(ActionKind.ADD_MARGIN, "700", null);
        world.hear(due);
        world.hear(due);
        world.settle();
        world.hear(due);
        world.settle();
        assertThat(world.exchange.added).containsExactly(new BigDecimal("700"));
        assertThat(taken())
                .extracting(MarginActionTaken::action, MarginActionTaken::outcome)
                .containsExactly(tuple(due.action().toString(), "DONE"));
    }

    @Test
    void partOfThePositionIsClosedOnce() {
        open();
        MarginActionDue due = due(ActionKind.REDUCE, null, "0.25");
        world.hear(due);
        world.settle();
        world.hear(due);
        world.restart();
        world.settle();
        assertThat(world.exchange.positions().getFirst().quantity()).isEqualByComparingTo("0.75");
        assertThat(world.exchange.received.getLast().reduceOnly()).isTrue();
        assertThat(taken()).extracting(MarginActionTaken::outcome).containsExactly("DONE");
        assertThat(taken().getFirst().words()).contains("0.25");
    }

    @Test
    void lostAnswersOfRisksActionsAreToldAndThenSettled() {
        open();
        world.exchange.marginScript.add(Next.LOSE_ANSWER);
        world.hear(due(ActionKind.ADD_MARGIN, "700", null));
        world.settle();
        world.advance(Duration.ofSeconds(2));
        assertThat(taken())
                .extracting(MarginActionTaken::outcome)
                .containsExactly("UNKNOWN", "DONE");
    }

    @Test
    void actionOnAPositionThatIsGoneIsRejected() {
        world.hear(due(ActionKind.ADD_MARGIN, "700", null));
        world.hear(due(ActionKind.REDUCE, null, "0.5"));
        world.settle();
        assertThat(taken())
                .extracting(MarginActionTaken::outcome)
                .containsExactly("REJECTED", "REJECTED");
    }

    @Test
    void actionThatCannotBeDoneForLongIsNotDoneAnyMore() {
        open();
        world.exchange.answers = false;
        MarginActionDue due = due(ActionKind.ADD_MARGIN, "700", null);
        world.hear(due);
        world.settle();
        assertThat(taken()).isEmpty();
        world.advance(MarginWork.DUE_MAX);
        assertThat(taken()).extracting(MarginActionTaken::outcome).containsExactly("REJECTED");
        world.exchange.answers = true;
        world.advance(Duration.ofMinutes(1));
        assertThat(world.exchange.added).isEmpty();
    }

    @Test
    void processMayEndAtAnyCommitOfAnAction() {
        for (int i = 0; i < 12; i++) {
            for (ActionKind kind : ActionKind.values()) {
                try (TradingWorld crashing = new TradingWorld(false)) {
                    crash(crashing, kind, i);
                }
            }
        }
    }

    private static void crash(TradingWorld crashing, ActionKind kind, int at) {
        assertThat(crashing.buy("1")).isNotNull();
        crashing.settle();
        boolean adds = kind == ActionKind.ADD_MARGIN;
        MarginActionDue due = due(crashing, kind, adds ? "700" : null, adds ? null : "0.5");
        int[] step = new int[1];
        crashing.watch(
                after -> {
                    if (step[0]++ == at) {
                        throw new Crash();
                    }
                });
        try {
            crashing.hear(due);
            crashing.settle();
        } catch (Crash crash) {
            crashing.watch(after -> {});
            crashing.abandon();
        }
        crashing.watch(after -> {});
        crashing.hear(due);
        for (int i = 0; i < 40; i++) {
            crashing.advance(Duration.ofSeconds(1));
        }
        List<MarginActionTaken> taken = crashing.events(MarginActionTaken.class);
        String outcome = taken.getLast().outcome();
        assertThat(outcome).as("crash at %s", at).isIn("DONE", "REJECTED");
        boolean done = outcome.equals("DONE");
        if (adds) {
            assertThat(crashing.exchange.added).as("crash at %s", at).hasSize(done ? 1 : 0);
        } else {
            assertThat(crashing.exchange.positions().getFirst().quantity())
                    .as("crash at %s", at)
                    .isEqualByComparingTo(done ? "0.5" : "1");
        }
    }

    @Test
    void badCommandsAreRefusedByName() {
        assertThat(code(() -> world.protection().adjustMargin(world.trader, command("0"))))
                .isEqualTo("invalid_field");
        assertThat(code(() -> world.protection().adjustMargin(world.trader, command("1"))))
                .isEqualTo("position_not_open");
        assertThat(code(() -> world.protection().adjustMargin(world.stranger, command("1"))))
                .isEqualTo("account_not_found");
        open();
        world.exchange.answers = false;
        assertThat(code(() -> world.protection().adjustMargin(world.trader, command("1"))))
                .isEqualTo("venue_unavailable");
        world.exchange.answers = true;
        AdjustMargin command = command("1");
        MarginChange change = world.protection().adjustMargin(world.trader, command);
        assertThat(change.state()).isEqualTo(MarginState.DONE);
        assertThat(
                        code(
                                () ->
                                        world.protection()
                                                .marginChange(
                                                        world.stranger,
                                                        new MarginChangeRef(command.change()))))
                .isEqualTo("margin_change_not_found");
    }

    private void open() {
        assertThat(world.buy("1")).isNotNull();
        world.settle();
    }

    private MarginChange now(MarginChangeId change) {
        return world.protection().marginChange(Actor.service("test"), new MarginChangeRef(change));
    }

    private List<MarginActionTaken> taken() {
        return world.events(MarginActionTaken.class);
    }

    private AdjustMargin command(String amount) {
        return new AdjustMargin(
                new MarginChangeId(world.base.kit().ids().next()),
                world.account.account(),
                FakeVenue.SYMBOL,
                new BigDecimal(amount));
    }

    private MarginActionDue due(ActionKind kind, @Nullable String amount, @Nullable String share) {
        return due(world, kind, amount, share);
    }

    private static MarginActionDue due(
            TradingWorld in, ActionKind kind, @Nullable String amount, @Nullable String share) {
        return new MarginActionDue(
                new MarginActionId(in.base.kit().ids().next()),
                in.account.account(),
                FakeVenue.SYMBOL,
                kind,
                amount == null ? null : new BigDecimal(amount),
                share == null ? null : new BigDecimal(share),
                new BigDecimal("0.04"),
                new BigDecimal("0.05"));
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call).code();
    }
}
