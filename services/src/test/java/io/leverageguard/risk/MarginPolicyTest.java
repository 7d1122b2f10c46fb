package io.leverageguard.risk;

import static io.leverageguard.risk.RiskWorld.ACCOUNT;
import static io.leverageguard.risk.RiskWorld.OPERATOR;
import static io.leverageguard.risk.RiskWorld.STRANGER;
import static io.leverageguard.risk.RiskWorld.TRADER;
import static io.leverageguard.risk.RiskWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.risk.MarginAction;
import io.leverageguard.api.risk.MarginAction.State;
import io.leverageguard.api.risk.MarginPolicy;
import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.MarginPolicy.Rule;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.SetMarginPolicy;
import io.leverageguard.api.risk.RiskEvent.MarginActionDue;
import io.leverageguard.api.trading.TradingEvent.MarginActionTaken;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kit.sql.Database;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarginPolicyTest {
    private static final AccountLimits REF = new AccountLimits(ACCOUNT);
    private static final Rule ADD = rule("0.05", ActionKind.ADD_MARGIN, "300");
    private static final Rule REDUCE = rule("0.02", ActionKind.REDUCE, "0.5");

    private final RiskWorld world = new RiskWorld();
    private final Risk risk = world.risk;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aBandIsActedUponOnceUntilThePositionHasRecovered() {
        set("1000", 0, ADD);
        open("100000");
        distance("0.051");
        assertThat(due()).isEmpty();
        distance("0.05");
        distance("0.03");
        distance("0.055");
        distance("0.04");
        assertThat(due())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.kind()).isEqualTo(ActionKind.ADD_MARGIN);
                            assertThat(event.amount()).isEqualTo("300");
                            assertThat(event.share()).isNull();
                            assertThat(event.band()).isEqualTo("0.05");
                        });
        settle(due().getFirst(), "DONE");
        distance("0.061");
        distance("0.05");
        assertThat(due()).hasSize(2);
    }

    @Test
    void aFallThroughAllBandsActsOnceAtATimeNarrowestFirst() {
        set("1000", 0, ADD, REDUCE);
        open("100000");
        distance("0.01");
        distance("0.01");
        assertThat(due()).extracting(MarginActionDue::kind).containsExactly(ActionKind.REDUCE);
        assertThat(due().getFirst().share()).isEqualTo("0.5");
        assertThat(due().getFirst().amount()).isNull();
        settle(due().getFirst(), "DONE");
        distance("0.03");
        assertThat(due())
                .extracting(MarginActionDue::kind)
                .containsExactly(ActionKind.REDUCE, ActionKind.ADD_MARGIN);
    }

    @Test
    void anUnknownOutcomeDoesNotKeepANarrowerBandWaiting() {
        set("1000", 0, ADD, REDUCE);
        open("100000");
        distance("0.04");
        settle(due().getFirst(), "UNKNOWN");
        distance("0.02");
        assertThat(due())
                .extracting(MarginActionDue::kind)
                .containsExactly(ActionKind.ADD_MARGIN, ActionKind.REDUCE);
    }

    @Test
    void theReserveIsHeldUntilTheOutcomeIsKnownAndNeverOverdrawn() {
        set("500", 0, ADD);
        open("100000");
        distance("0.04");
        reserve("0", "300");
        settle(due().get(0), "UNKNOWN");
        reserve("0", "300");
        settle(due().get(0), "DONE");
        reserve("300", "0");
        settle(due().get(0), "REJECTED");
        settle(due().get(0), "DONE");
        reserve("300", "0");

        again();
        assertThat(due().get(1).amount()).isEqualTo("200");
        reserve("300", "200");
        settle(due().get(1), "REJECTED");
        reserve("300", "0");

        again();
        settle(due().get(2), "DONE");
        reserve("500", "0");
        again();
        assertThat(due()).hasSize(3);
        assertThat(risk.marginActions(TRADER, REF).actions())
                .extracting(MarginAction::state)
                .containsExactly(State.DONE, State.REJECTED, State.DONE);
    }

    @Test
    void aRestartBetweenHeldAndSettledNeitherDoublesNorLoses() {
        set("500", 0, ADD);
        open("100000");
        distance("0.04");
        Risk again = world.restarted();
        assertThat(again.marginPolicy(TRADER, REF)).isEqualTo(risk.marginPolicy(TRADER, REF));
        distance("0.03");
        assertThat(due()).hasSize(1);
        reserve("0", "300");
        settle(due().getFirst(), "DONE");
        reserve("300", "0");
        assertThat(again.marginPolicy(TRADER, REF)).isEqualTo(risk.marginPolicy(TRADER, REF));
    }

    /** A crash anywhere in the transaction leaves nothing; the next round does all of it. */
    @Test
    void aCrashBetweenAnyTwoLinesNeitherDoublesNorLoses() {
        set("500", 0, ADD);
        open("100000");
        Database database = world.testKit.kit().databases().open("risk");
        for (String table : List.of("used_rules", "margin_actions", "events")) {
            breakInserts(database, table);
            world.prices.mark = mark("0.04");
            assertThatThrownBy(this::lookOnce).isInstanceOf(RuntimeException.class);
            assertThat(due()).isEmpty();
            reserve("0", "0");
            database.write(handle -> handle.execute("DROP TRIGGER crash ON " + table));
        }
        distance("0.04");
        distance("0.04");
        assertThat(due()).hasSize(1);
        reserve("0", "300");
    }

    @Test
    void anOutcomeOfAnotherAccountOrOfNothingIsIgnored() {
        set("500", 0, ADD);
        open("100000");
        distance("0.04");
        String id = due().getFirst().action().toString();
        taken(id, new AccountId(new UUID(0, 99)), "DONE");
        taken("not an id", ACCOUNT, "DONE");
        taken(new UUID(5, 5).toString(), ACCOUNT, "DONE");
        reserve("0", "300");
        taken(id, ACCOUNT, "PERHAPS");
        reserve("0", "300");
    }

    @Test
    void aNewPolicyHasItsReserveAnewAndLeavesWhatIsHeldAlone() {
        set("500", 0, ADD);
        open("100000");
        distance("0.04");
        MarginPolicy next = set("700", 1, ADD);
        assertThat(next.version()).isEqualTo(2);
        assertThat(set("700", 1, ADD)).isEqualTo(next);
        refused("policy_changed_meanwhile", () -> set("800", 1, ADD));
        settle(due().getFirst(), "DONE");
        reserve("0", "0");
        distance("0.04");
        reserve("0", "300");
    }

    @Test
    void anotherPositionIsProtectedAnew() {
        set("1000", 0, ADD);
        open("100000");
        distance("0.04");
        Instant later = world.testKit.clock().now().plusSeconds(60);
        world.position("0", "100000", world.testKit.clock().now());
        world.position("1", "100000", later);
        distance("0.04");
        assertThat(due()).hasSize(2);
        reserve("0", "600");
    }

    @Test
    void onlyTheOwnerGivesAReserveAndOnlyOneThatMakesSense() {
        refused("account_not_found", () -> risk.marginPolicy(STRANGER, REF));
        refused("account_not_found", () -> risk.marginActions(STRANGER, REF));
        SetMarginPolicy good = command("100", 0, ADD);
        refused("account_not_found", () -> risk.setMarginPolicy(STRANGER, good));
        refused("not_the_owner", () -> risk.setMarginPolicy(OPERATOR, good));
        refused("invalid_field", () -> set("-1", 0, REDUCE));
        refused("invalid_field", () -> set("0", 0, ADD));
        refused("invalid_field", () -> set("100", 0, ADD, rule("0.050", ActionKind.REDUCE, "1")));
        refused("invalid_field", () -> set("100", 0, rule("0", ActionKind.REDUCE, "1")));
        refused("invalid_field", () -> set("100", 0, rule("0.6", ActionKind.REDUCE, "1")));
        refused("invalid_field", () -> set("100", 0, rule("0.1", ActionKind.REDUCE, "1.1")));
        refused("invalid_field", () -> set("100", 0, rule("0.1", ActionKind.ADD_MARGIN, "0")));
        assertThat(risk.marginPolicy(TRADER, REF).version()).isZero();
        assertThat(risk.audit().read(0, 10)).isEmpty();
    }

    private static Rule rule(String band, ActionKind kind, String size) {
        return new Rule(new BigDecimal(band), kind, new BigDecimal(size));
    }

    private static SetMarginPolicy command(String reserve, long version, Rule... rules) {
        return new SetMarginPolicy(ACCOUNT, new BigDecimal(reserve), List.of(rules), version);
    }

    private MarginPolicy set(String reserve, long version, Rule... rules) {
        return risk.setMarginPolicy(TRADER, command(reserve, version, rules));
    }

    private void open(String liquidation) {
        world.position("1", liquidation, world.testKit.clock().now());
    }

    /** The mark from which a long that dies at 100,000 is this far away. */
    private static BigDecimal mark(String distance) {
        return new BigDecimal("100000")
                .divide(BigDecimal.ONE.subtract(new BigDecimal(distance)), 8, RoundingMode.DOWN);
    }

    private void distance(String distance) {
        world.mark(mark(distance).toPlainString());
    }

    private void again() {
        distance("0.07");
        distance("0.04");
    }

    private void lookOnce() {
        new MarginDesk(
                        world.testKit.kit().databases().open("risk"),
                        world.testKit.kit().ids(),
                        world.testKit.clock())
                .watch(
                        new RiskRepository(world.testKit.kit().databases().open("risk"))
                                .positions()
                                .getFirst(),
                        new BigDecimal("0.04"));
    }

    private static void breakInserts(Database database, String table) {
        database.write(
                handle -> {
                    handle.execute(
                            """
                            CREATE OR REPLACE FUNCTION crash() RETURNS trigger AS $$
                            BEGIN RAISE EXCEPTION 'the process died here'; END
                            $$ LANGUAGE plpgsql
                            """);
                    handle.execute(
                            "CREATE TRIGGER crash BEFORE INSERT ON "
                                    + table
                                    + " EXECUTE FUNCTION crash()");
                });
    }

    private List<MarginActionDue> due() {
        return world.announced(MarginActionDue.class);
    }

    private void settle(MarginActionDue action, String outcome) {
        taken(action.action().toString(), ACCOUNT, outcome);
    }

    private void taken(String action, AccountId account, String outcome) {
        world.trading.add(
                new MarginActionTaken(
                        action,
                        account,
                        "BTCUSDT",
                        outcome,
                        "the venue said so",
                        world.testKit.clock().now()));
        world.testKit.settle();
    }

    private void reserve(String booked, String held) {
        MarginPolicy policy = risk.marginPolicy(TRADER, REF);
        assertThat(policy.booked()).isEqualByComparingTo(booked);
        assertThat(policy.held()).isEqualByComparingTo(held);
        assertThat(policy.booked().add(policy.held())).isLessThanOrEqualTo(policy.reserve());
    }
}
