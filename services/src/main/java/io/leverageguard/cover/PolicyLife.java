package io.leverageguard.cover;

import static io.leverageguard.cover.Peers.COVER;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.Span;
import io.leverageguard.api.trading.TradingEvent.PositionChanged;
import io.leverageguard.cover.PolicyRow.Payment;
import io.leverageguard.engine.pricing.InsurabilityIndex;
import io.leverageguard.engine.pricing.TouchProbability;
import io.leverageguard.engine.pricing.UnearnedPremium;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.FeedReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What time does to policies: they begin, end, are voided, and their premium is earned. */
final class PolicyLife {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyLife.class);

    private final Store store;
    private final Peers peers;
    private final PolicyDesk desk;
    private final CoverConfig config;
    private final Clock clock;

    PolicyLife(Store store, Peers peers, PolicyDesk desk, CoverConfig config, Clock clock) {
        this.store = store;
        this.peers = peers;
        this.desk = desk;
        this.config = config;
        this.clock = clock;
    }

    /** One look at every policy. */
    void tick() {
        each(this::look);
    }

    /** Books the part of each premium that has become ours. */
    void earn() {
        each(
                row -> {
                    boolean ours =
                            row.payment() == Payment.TAKEN
                                    && row.policy().state() != PolicyState.VOIDED_PRE_TRIGGER;
                    if (ours && row.earned().compareTo(row.policy().premium()) < 0) {
                        earn(row);
                    }
                });
    }

    /** A refusal over one policy does not keep the others waiting. */
    private void each(Consumer<PolicyRow> work) {
        for (PolicyRow row : store.database().read(store.policies()::alive)) {
            try {
                work.accept(row);
            } catch (Refusal e) {
                LOG.warn("policy {} waits: {}", row.policy().policy(), e.getMessage());
            }
        }
    }

    /** The owner closed or turned the insured position: cover has nothing left to insure. */
    Consumer<Handle> onPosition(PositionChanged event) {
        Optional<PolicyRow> found =
                store.database()
                        .read(
                                handle ->
                                        store.policies()
                                                .inForceOn(
                                                        handle,
                                                        event.account(),
                                                        event.position().symbol()));
        if (found.isEmpty() || stillOpen(found.get(), event.position().quantity())) {
            return FeedReader.nothing();
        }
        PolicyRow row = found.get();
        if (row.policy().state() == PolicyState.WAITING && touchedWhileWaiting(row.policy())) {
            return FeedReader.nothing();
        }
        return handle -> {
            boolean claimed = store.claims().hasOpenClaim(handle, row.policy().policy());
            if (!claimed) {
                move(
                        handle,
                        row,
                        PolicyState.TERMINATED_POSITION_CLOSED,
                        "the position was closed");
            }
        };
    }

    private static boolean stillOpen(PolicyRow row, BigDecimal quantity) {
        return quantity.signum() == (row.isLong() ? 1 : -1);
    }

    private void look(PolicyRow row) {
        Instant now = clock.now();
        if (row.payment() == Payment.PENDING) {
            if (PolicyDesk.abandoned(row, now)) {
                desk.complete(row, "cover");
            }
            return;
        }
        Policy policy = row.policy();
        switch (policy.state()) {
            case WAITING -> begin(row, now);
            case ACTIVE -> {
                if (!now.isBefore(policy.coverUntil())) {
                    move(row, PolicyState.EXPIRED, "the term is over");
                }
            }
            case EXPIRED, TERMINATED_POSITION_CLOSED, EXHAUSTED, VOIDED_PRE_TRIGGER ->
                    close(row, now);
            case CLOSED -> {}
        }
    }

    private void begin(PolicyRow row, Instant now) {
        if (touchedWhileWaiting(row.policy())) {
            peers.fund().book(COVER, Postings.refund(row.policy()));
            move(
                    row,
                    PolicyState.VOIDED_PRE_TRIGGER,
                    "the barrier was touched in the waiting period; the premium went back");
        } else if (!now.isBefore(row.policy().coverFrom())) {
            move(row, PolicyState.ACTIVE, "the waiting period is over");
        }
    }

    private boolean touchedWhileWaiting(Policy policy) {
        Instant now = clock.now();
        Instant end = policy.coverFrom().minusMillis(1);
        Instant to = now.isBefore(end) ? now : end;
        Extremes span =
                peers.marketdata()
                        .extremes(
                                COVER,
                                new Span(policy.venue(), policy.symbol(), policy.boundAt(), to));
        return MarketChecks.touches(policy, span);
    }

    private void close(PolicyRow row, Instant now) {
        Instant ended = row.endedAt() == null ? row.policy().coverUntil() : row.endedAt();
        boolean over = now.isAfter(ended.plus(config.noticePeriod()));
        if (!over) {
            return;
        }
        boolean claimed =
                store.database()
                        .read(handle -> store.claims().hasOpenClaim(handle, row.policy().policy()));
        boolean earned =
                row.policy().state() == PolicyState.VOIDED_PRE_TRIGGER
                        || row.earned().equals(row.policy().premium());
        if (!claimed && earned) {
            move(row, PolicyState.CLOSED, "no claim can be made any more");
        }
    }

    private void move(PolicyRow row, PolicyState to, String why) {
        store.database().write(handle -> move(handle, row, to, why));
    }

    private void move(Handle handle, PolicyRow row, PolicyState to, String why) {
        Instant ended = to == PolicyState.ACTIVE ? null : clock.now();
        if (store.policies().move(handle, row.policy(), to, ended)) {
            store.announce(handle, row, "cover", why);
        }
    }

    /** Written down, then booked, then written off: the amount of a repetition is the first one. */
    private void earn(PolicyRow row) {
        PolicyRow begun = row;
        if (row.earning() == null) {
            Money due = target(row).minus(row.earned());
            if (!due.isPositive()) {
                return;
            }
            store.database()
                    .write(
                            handle ->
                                    store.policies()
                                            .startEarning(handle, row.policy().policy(), due));
            begun = store.policy(row.policy().policy()).orElseThrow();
        }
        Money amount = begun.earning();
        if (amount == null) {
            return;
        }
        int seq = begun.earningSeq();
        peers.fund().book(COVER, Postings.earned(row.policy(), seq, amount));
        store.database()
                .write(
                        handle ->
                                store.policies().finishEarning(handle, row.policy().policy(), seq));
    }

    /** 1 − the unearned share 1 − P(t)/P(T), or all of it once cover has ended. */
    private Money target(PolicyRow row) {
        Policy policy = row.policy();
        if (!row.inForce()) {
            return policy.premium();
        }
        TouchProbability touch =
                new TouchProbability(
                        row.snapshot().price().mark().doubleValue(),
                        policy.barrier().doubleValue(),
                        row.snapshot().volatility().used(),
                        0);
        double waiting = InsurabilityIndex.years(row.snapshot().waiting());
        double elapsed = years(policy.boundAt(), clock.now());
        double term = years(policy.boundAt(), policy.coverUntil());
        double byEnd = touch.afterWaiting(waiting, term);
        double unearned =
                byEnd > 0
                        ? UnearnedPremium.byRisk(
                                touch.afterWaiting(waiting, Math.min(elapsed, term)), byEnd)
                        : UnearnedPremium.byTime(elapsed, term);
        return policy.premium()
                .times(BigDecimal.valueOf(1 - unearned), RoundingMode.DOWN)
                .max(row.earned());
    }

    private static double years(Instant from, Instant to) {
        return InsurabilityIndex.years(Duration.between(from, to));
    }
}
