package io.leverageguard.risk;

import static io.leverageguard.risk.RiskWorld.ACCOUNT;
import static io.leverageguard.risk.RiskWorld.OPERATOR;
import static io.leverageguard.risk.RiskWorld.SECOND;
import static io.leverageguard.risk.RiskWorld.STRANGER;
import static io.leverageguard.risk.RiskWorld.TRADER;
import static io.leverageguard.risk.RiskWorld.id;
import static io.leverageguard.risk.RiskWorld.loss;
import static io.leverageguard.risk.RiskWorld.propose;
import static io.leverageguard.risk.RiskWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChange.Status;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.DecideLimits;
import io.leverageguard.api.risk.Risk.LiftTrips;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent.TripsLifted;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.risk.Trip;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TripTest {
    private static final Scope MINE = Scope.account(ACCOUNT);

    private final RiskWorld world = new RiskWorld();
    private final Risk risk = world.risk;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aTripIsListedToItsOwnerAndTheDeskAndToNobodyElse() {
        trip(MINE, "dailyLoss", null);
        assertThat(trips())
                .singleElement()
                .satisfies(
                        trip -> {
                            assertThat(trip.scope()).isEqualTo(MINE);
                            assertThat(trip.state()).isEqualTo(TradingState.HALTED);
                            assertThat(trip.isInForce(now())).isTrue();
                        });
        assertThat(risk.trips(TRADER, ScopeFilter.ALL).trips()).isEqualTo(trips());
        assertThat(risk.trips(STRANGER, ScopeFilter.ALL).trips()).isEmpty();
        assertThat(risk.trips(OPERATOR, new ScopeFilter(Scope.Kind.DESK, null)).trips()).isEmpty();
        assertThat(world.restarted().trips(OPERATOR, ScopeFilter.ALL).trips()).isEqualTo(trips());
    }

    @Test
    void aTripThatComesAgainWhileItHoldsIsTheSameTrip() {
        trip(MINE, "dailyLoss", null);
        trip(MINE, "dailyLoss", now().plusSeconds(60));
        trip(MINE, "drawdown", null);
        assertThat(trips()).extracting(Trip::component).containsExactly("drawdown", "dailyLoss");
        world.testKit.advance(Duration.ofMinutes(2));
        trip(MINE, "dailyLoss", null);
        assertThat(trips()).hasSize(3);
    }

    @Test
    void aCoolDownEndsByItself() {
        trip(MINE, "lossStreak", now().plusSeconds(600));
        assertThat(trips().getFirst().isInForce(now())).isTrue();
        world.testKit.advance(Duration.ofMinutes(10));
        assertThat(trips().getFirst().isInForce(now())).isFalse();
        refused("trip_not_found", () -> lift(1, MINE, "lossStreak"));
    }

    @Test
    void oneLiftsASmallLossAlone() {
        limit("1000");
        trip(MINE, "dailyLoss", null);
        LimitChange lifted = lift(2, MINE, "dailyLoss");
        assertThat(lifted.status()).isEqualTo(Status.APPLIED);
        assertThat(trips().getFirst())
                .satisfies(
                        trip -> {
                            assertThat(trip.isInForce(now())).isFalse();
                            assertThat(trip.liftedBy()).isEqualTo("operator");
                            assertThat(trip.liftedWhy()).isEqualTo("markets are calm");
                        });
        assertThat(world.announced(TripsLifted.class))
                .containsExactly(new TripsLifted(MINE, List.of("dailyLoss"), "markets are calm"));
        assertThat(lift(2, MINE, "dailyLoss")).isEqualTo(lifted);
        refused("id_reused", () -> lift(2, MINE, "drawdown"));
        refused("trip_not_found", () -> lift(3, MINE, "dailyLoss"));
    }

    @Test
    void twoLiftALargeLossAndOneThatNothingMeasures() {
        limit("1001");
        trip(MINE, "dailyLoss", null);
        trip(MINE, "drawdown", null);
        LimitChange asked = lift(2, MINE, "dailyLoss", "drawdown");
        assertThat(asked.waiting()).containsExactly("dailyLoss", "drawdown");
        assertThat(world.announced(TripsLifted.class)).isEmpty();
        refused(
                "four_eyes",
                () -> risk.decideLimits(OPERATOR, new DecideLimits(id(2), true, "me again")));
        risk.decideLimits(SECOND, new DecideLimits(id(2), true, "agreed"));
        risk.decideLimits(SECOND, new DecideLimits(id(2), true, "agreed"));
        assertThat(world.announced(TripsLifted.class))
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.components())
                                        .containsExactly("dailyLoss", "drawdown"));
        assertThat(trips()).noneMatch(trip -> trip.isInForce(now()));
    }

    @Test
    void whatWaitsMayEndByItselfMeanwhile() {
        trip(MINE, "lossStreak", now().plusSeconds(600));
        lift(2, MINE, "lossStreak");
        world.testKit.advance(Duration.ofMinutes(10));
        risk.decideLimits(SECOND, new DecideLimits(id(2), true, "agreed"));
        assertThat(world.announced(TripsLifted.class)).isEmpty();
    }

    @Test
    void nobodyLiftsWithoutPermissionReasonOrAKnownComponent() {
        trip(MINE, "dailyLoss", null);
        LiftTrips good = command(1, MINE, "dailyLoss");
        refused("not_allowed", () -> risk.liftTrips(TRADER, good));
        refused("invalid_field", () -> lift(1, MINE));
        refused("invalid_field", () -> lift(1, MINE, "gainStreak"));
        refused(
                "invalid_field",
                () ->
                        risk.liftTrips(
                                OPERATOR,
                                new LiftTrips(
                                        id(1), MINE.kind(), MINE.key(), List.of("dailyLoss"), "")));
    }

    @Test
    void aTripThatWeCannotReadHaltsTheAccount() {
        world.trading.add(
                new LimitTripped(
                        ACCOUNT, "GALAXY", "?", "dailyLoss", "PANICKING", null, "?", now()));
        world.testKit.settle();
        assertThat(trips())
                .singleElement()
                .satisfies(
                        trip -> {
                            assertThat(trip.scope()).isEqualTo(MINE);
                            assertThat(trip.state()).isEqualTo(TradingState.HALTED);
                        });
    }

    private void limit(String dailyLoss) {
        risk.proposeLimits(OPERATOR, propose(1, MINE, loss(dailyLoss, null), null));
    }

    private void trip(Scope scope, String component, @Nullable Instant until) {
        world.trading.add(
                new LimitTripped(
                        ACCOUNT,
                        scope.kind().name(),
                        scope.key(),
                        component,
                        "HALTED",
                        until,
                        "lost too much",
                        now()));
        world.testKit.settle();
    }

    private LimitChange lift(int id, Scope scope, String... components) {
        return risk.liftTrips(OPERATOR, command(id, scope, components));
    }

    private static LiftTrips command(int id, Scope scope, String... components) {
        return new LiftTrips(
                id(id), scope.kind(), scope.key(), List.of(components), "markets are calm");
    }

    private List<Trip> trips() {
        return risk.trips(OPERATOR, ScopeFilter.ALL).trips();
    }

    private Instant now() {
        return world.testKit.clock().now();
    }
}
