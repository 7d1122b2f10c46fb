package io.leverageguard.trading;

import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.ProtectedPosition;
import io.leverageguard.api.trading.Protection.StopPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where limits, kills, stops and margins are kept; written with the batches of {@link Store}. */
interface ProtectionStore {
    /** How many kills a list shows at most. */
    int KILLS_MAX = 100;

    /**
     * What is kept in memory.
     *
     * @param kills those that stand
     * @param margins those that are not settled
     */
    record Stored(
            Collection<ScopeLimits> limits,
            Collection<Kill> kills,
            Collection<StopPolicy> policies,
            Collection<ProtectedPosition> positions,
            Collection<MarginChange> margins) {}

    /** What the desk keeps in memory. */
    Stored stored();

    /** One use of the kill switch, with its reports. */
    Optional<Kill> kill(KillId kill);

    /** All uses, newest first. */
    List<Kill> kills();

    /** One change of margin. */
    Optional<MarginChange> marginChange(MarginChangeId change);
}
