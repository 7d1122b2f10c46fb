package io.leverageguard.cover;

import static io.leverageguard.cover.Peers.COVER;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.cover.ClaimRepository.Step;
import io.leverageguard.cover.EvidenceCollector.Collected;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.VenueError;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes claims from notice to payment, one step at a time. Each step can be run again: what it
 * books carries an id derived from the claim, and the state only moves if it is still the one that
 * the step began with.
 */
final class ClaimPipeline implements Pump {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimPipeline.class);
    private static final Duration DAYS_90 = Duration.ofDays(90);

    /** Checks that more evidence may still settle: venues are slow to show fills and fees. */
    private static final Set<String> MAY_SETTLE =
            Set.of("V01", "V02", "V03", "V07", "V08", "V10", "V14");

    private final Store store;
    private final Peers peers;
    private final EvidenceCollector collector;
    private final Underwriter settings;
    private final CoverConfig config;
    private final Clock clock;
    private final IdGenerator ids;

    ClaimPipeline(
            Store store,
            Peers peers,
            Underwriter settings,
            CoverConfig config,
            Clock clock,
            IdGenerator ids) {
        this.store = store;
        this.peers = peers;
        this.collector = new EvidenceCollector(peers);
        this.settings = settings;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "cover<-claims";
    }

    @Override
    public int pump() {
        Instant now = clock.now();
        List<ClaimId> due = store.database().read(handle -> store.claims().due(handle, now));
        for (ClaimId claim : due) {
            advance(claim);
        }
        return due.size();
    }

    private void advance(ClaimId claim) {
        ClaimRow row = store.claim(claim).orElseThrow();
        try {
            step(row);
        } catch (Refusal e) {
            LOG.warn("claim {} waits in {}: {}", claim, row.claim().state(), e.getMessage());
            retryLater(row);
        } catch (VenueError e) {
            LOG.warn("claim {} waits for the venue: {}", claim, e.getMessage());
            retryLater(row);
        }
    }

    private void step(ClaimRow row) {
        switch (row.claim().state()) {
            case NOTIFIED -> reserve(row);
            case EVIDENCE_PENDING -> collect(row);
            case VERIFYING -> verify(row);
            case VERIFIED, INCONCLUSIVE, VERIFICATION_FAILED -> score(row);
            case SCORED -> decide(row);
            case AUTO_APPROVED -> hold(row, config.holdAutomatic());
            case APPROVED -> hold(row, config.holdReviewed());
            case HOLD -> makePayable(row);
            case DECLINED -> afterDecline(row);
            case PAID -> move(row, ClaimState.CLOSED, "done", clock.now());
            case REFERRED, IN_REVIEW, PAYABLE, CLOSED, WITHDRAWN -> {}
        }
    }

    /** The case reserve: the most that can be paid, until more is known. */
    private void reserve(ClaimRow row) {
        if (row.reserve().isPositive()) {
            peers.fund().book(COVER, Postings.reserve(row.claim().claim(), row.reserve()));
        }
        move(row, ClaimState.EVIDENCE_PENDING, "reserved " + row.reserve(), clock.now());
    }

    private void collect(ClaimRow row) {
        Instant now = clock.now();
        PolicyRow policy = policy(row);
        Claim claim = row.claim();
        boolean paidBefore =
                store.database()
                        .read(
                                handle ->
                                        store.claims()
                                                .paidBefore(
                                                        handle,
                                                        policy.policy(),
                                                        claim.venueOrderId(),
                                                        claim.claim()));
        Collected collected =
                collector.collect(policy.policy(), claim.venueOrderId(), paidBefore, now);
        List<Evidence> evidence = collected.items().stream().map(this::evidence).toList();
        Case found =
                new Case(
                        policy.policy(),
                        policy.snapshot(),
                        claim.venueOrderId(),
                        collected.facts(),
                        evidence);
        if (mayStillSettle(claim, found, now)) {
            retryLater(row);
            return;
        }
        List<RawEvidence> raw = collected.items();
        String root = Verification.root(raw.stream().map(RawEvidence::body).toList());
        move(
                row,
                ClaimState.VERIFYING,
                evidence.size() + " items of evidence, root " + root,
                now,
                handle -> {
                    for (int i = 0; i < evidence.size(); i++) {
                        store.claims()
                                .addEvidence(
                                        handle,
                                        claim.claim(),
                                        i + 1,
                                        evidence.get(i),
                                        raw.get(i).venueTime());
                    }
                    store.claims().setFacts(handle, claim.claim(), collected.facts(), root);
                });
    }

    private Evidence evidence(RawEvidence raw) {
        return new Evidence(
                ids.next(),
                raw.source(),
                raw.request(),
                raw.body(),
                Verification.leaf(raw.body()),
                raw.at());
    }

    private boolean mayStillSettle(Claim claim, Case found, Instant now) {
        if (now.isAfter(claim.notifiedAt().plus(config.evidenceWait()))) {
            return false;
        }
        NormalizedLiquidation closure = found.facts().closure();
        if (closure != null && closure.closure() != Closure.LIQUIDATION) {
            return false;
        }
        return Verification.run(found).checks().stream()
                .anyMatch(
                        check ->
                                check.result() != CheckResult.PASS
                                        && MAY_SETTLE.contains(check.code()));
    }

    /** Looks at nothing but what is stored. */
    private void verify(ClaimRow row) {
        PolicyRow policy = policy(row);
        Case stored = stored(row, policy);
        Verification verification = Verification.run(stored);
        Benefit benefit = benefit(policy, stored, row.reserve());
        ClaimState verdict = verification.verdict();
        String why =
                verification
                        .firstDoubt()
                        .map(check -> check.code() + ": " + check.reason())
                        .orElse("every check passed");
        move(
                row,
                verdict,
                why,
                clock.now(),
                handle ->
                        store.claims()
                                .setChecks(
                                        handle,
                                        row.claim().claim(),
                                        verification.checks(),
                                        benefit));
    }

    private static @Nullable Benefit benefit(PolicyRow policy, Case stored, Money left) {
        NormalizedLiquidation closure = stored.facts().closure();
        return closure == null || closure.closure() != Closure.LIQUIDATION
                ? null
                : Benefit.of(policy.policy(), closure, left);
    }

    private Case stored(ClaimRow row, PolicyRow policy) {
        Facts facts = row.facts();
        if (facts == null) {
            throw new IllegalStateException("claim " + row.claim().claim() + " has no facts");
        }
        List<Evidence> evidence =
                store.database()
                        .read(handle -> store.claims().evidence(handle, row.claim().claim()));
        return new Case(
                policy.policy(), policy.snapshot(), row.claim().venueOrderId(), facts, evidence);
    }

    private void score(ClaimRow row) {
        PolicyRow policy = policy(row);
        Instant since = clock.now().minus(DAYS_90);
        Scoring.Standing standing =
                store.database()
                        .read(
                                handle ->
                                        store.claims()
                                                .standing(
                                                        handle,
                                                        row.claim(),
                                                        policy.policy(),
                                                        since));
        Scoring scoring =
                Scoring.of(
                        stored(row, policy),
                        new Verification(row.claim().checks()),
                        policy.snapshot().index(),
                        standing);
        move(
                row,
                ClaimState.SCORED,
                scoring.hits().size() + " rules, score " + scoring.score(),
                clock.now(),
                handle -> store.claims().setScore(handle, row.claim().claim(), scoring));
    }

    private void decide(ClaimRow row) {
        Claim claim = row.claim();
        Money automaticMax =
                Money.of(
                        settings.setting(SettingKey.COVER_AUTO_APPROVE_MAX),
                        Asset.USDT,
                        RoundingMode.DOWN);
        Scoring.Decision decision =
                Scoring.decide(
                        new Verification(claim.checks()),
                        claim.filedByHand(),
                        new Scoring(claim.hits()),
                        config.referScore(),
                        claim.benefit(),
                        automaticMax);
        PolicyRow policy = policy(row);
        Instant now = clock.now();
        store.database()
                .write(
                        handle -> {
                            boolean paid =
                                    store.claims()
                                            .paidBefore(
                                                    handle,
                                                    policy.policy(),
                                                    claim.venueOrderId(),
                                                    claim.claim());
                            Step step =
                                    paid
                                            ? step(
                                                    ClaimState.DECLINED,
                                                    "V13: the order was paid already",
                                                    now)
                                            : step(decision.state(), decision.reason(), now);
                            store.move(handle, row, step);
                        });
    }

    private void hold(ClaimRow row, Duration pause) {
        move(row, ClaimState.HOLD, "pause of " + pause, clock.now().plus(pause));
    }

    /** Booked first, announced then: who hears of it finds the money in the ledger. */
    private void makePayable(ClaimRow row) {
        Claim claim = row.claim();
        Money benefit = claim.benefit();
        if (benefit == null) {
            throw new IllegalStateException("claim " + claim.claim() + " has no benefit");
        }
        peers.fund().book(COVER, Postings.payable(claim.claim(), benefit, row.reserve()));
        Step step = step(ClaimState.PAYABLE, benefit + " is payable", clock.now());
        store.database()
                .write(
                        handle -> {
                            if (store.move(handle, row, step)) {
                                store.feed()
                                        .append(
                                                handle,
                                                new CoverEvent.ClaimPayable(
                                                        claim.claim(),
                                                        claim.policy(),
                                                        claim.owner(),
                                                        benefit,
                                                        claim.evidenceRoot()));
                            }
                        });
    }

    /** First the reserve goes back; when no appeal came in time, the claim is closed. */
    private void afterDecline(ClaimRow row) {
        if (row.released()) {
            move(row, ClaimState.CLOSED, "no appeal", clock.now());
            return;
        }
        if (row.reserve().isPositive()) {
            peers.fund().book(COVER, Postings.release(row.claim().claim(), row.reserve()));
        }
        Instant closing = clock.now().plus(config.appealPeriod());
        store.database()
                .write(handle -> store.claims().setReleased(handle, row.claim().claim(), closing));
    }

    private PolicyRow policy(ClaimRow row) {
        return store.policy(row.claim().policy()).orElseThrow();
    }

    private void retryLater(ClaimRow row) {
        int factor = Math.min(row.attempts() + 1, 12);
        Instant due = clock.now().plus(config.evidenceRetry().multipliedBy(factor));
        store.database().write(handle -> store.claims().retry(handle, row.claim().claim(), due));
    }

    private void move(ClaimRow row, ClaimState to, String reason, Instant due) {
        move(row, to, reason, due, handle -> {});
    }

    private void move(
            ClaimRow row, ClaimState to, String reason, Instant due, Consumer<Handle> also) {
        Step step = new Step(to, "cover", reason, clock.now(), due);
        store.database()
                .write(
                        handle -> {
                            boolean still =
                                    store.claims()
                                            .lockClaim(handle, row.claim().claim())
                                            .filter(
                                                    now ->
                                                            now.claim().state()
                                                                    == row.claim().state())
                                            .isPresent();
                            if (still) {
                                also.accept(handle);
                                store.move(handle, row, step);
                            }
                        });
    }

    private static Step step(ClaimState to, String reason, Instant at) {
        return new Step(to, "cover", reason, at, at);
    }
}
