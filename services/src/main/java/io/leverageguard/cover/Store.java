package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.cover.ClaimRepository.Step;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where cover writes: tables, feed and audit trail, which change together. */
record Store(
        Database database,
        CoverRepository policies,
        ClaimRepository claims,
        PostgresFeed<CoverEvent> feed,
        PostgresAudit audit) {

    /** What the audit trail says of a state. */
    record Audited(String state, @Nullable Money amount) {}

    static Store open(Database database) {
        return new Store(
                database,
                new CoverRepository(),
                new ClaimRepository(),
                database.feed(CoverEvent.class),
                database.audit());
    }

    Optional<PolicyRow> policy(PolicyId policy) {
        return database.read(handle -> policies.policy(handle, policy));
    }

    Optional<ClaimRow> claim(ClaimId claim) {
        return database.read(handle -> claims.claim(handle, claim));
    }

    /** Announces what became of a policy; the last thing in its transaction. */
    void announce(Handle handle, PolicyRow before, String actor, String why) {
        Policy after = policies.policy(handle, before.policy().policy()).orElseThrow().policy();
        audit.record(
                handle,
                actor,
                "policy." + after.state().name().toLowerCase(Locale.ROOT),
                after.policy(),
                new Audited(before.policy().state().name(), null),
                new Audited(after.state().name(), after.premium()),
                why);
        feed.append(handle, new CoverEvent.PolicyChanged(after));
    }

    /** Moves a claim on, writes it down and announces it; says whether nobody else had before. */
    boolean move(Handle handle, ClaimRow row, Step step) {
        if (!claims.move(handle, row.claim(), step)) {
            return false;
        }
        announce(handle, row.claim().claim(), row.claim().state(), step);
        return true;
    }

    /** Announces what became of a claim; the last thing in its transaction. */
    Claim announce(Handle handle, ClaimId claim, @Nullable ClaimState before, Step step) {
        Claim after = claims.claim(handle, claim).orElseThrow().claim();
        audit.record(
                handle,
                step.actor(),
                "claim." + step.to().name().toLowerCase(Locale.ROOT),
                claim,
                before == null ? null : new Audited(before.name(), null),
                new Audited(step.to().name(), after.benefit()),
                step.reason());
        feed.append(handle, new CoverEvent.ClaimChanged(after));
        return after;
    }
}
