package io.leverageguard.trading;

import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.MarginState;
import io.leverageguard.api.trading.TradingEvent.MarginActionTaken;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of margin that are not settled. Touched by the engine's thread only, but for {@link
 * #isIdle}.
 */
final class MarginBook {
    private final Changes changes;
    private final Map<MarginChangeId, MarginChange> unsettled = new LinkedHashMap<>();
    private volatile boolean idle = true;

    MarginBook(Changes changes) {
        this.changes = changes;
    }

    /** Takes over what is stored. */
    void load(Collection<MarginChange> stored) {
        unsettled.clear();
        stored.forEach(change -> unsettled.put(change.change(), change));
        idle = unsettled.isEmpty();
    }

    /** Whether nothing waits; any thread may ask. */
    boolean isIdle() {
        return idle;
    }

    /** Everything that waits, oldest first. */
    List<MarginChange> unsettled() {
        return List.copyOf(unsettled.values());
    }

    @Nullable MarginChange find(MarginChangeId change) {
        return unsettled.get(change);
    }

    /** A change that was not heard of before; of a position one after the other may be sent. */
    void begin(MarginChange change, String by) {
        if (change.state() == MarginState.SENT) {
            requireNoOther(change);
        }
        put(change);
        changes.audited.add(
                new Changes.Audited(by, "margin.asked", change.change().toString(), change, ""));
    }

    /**
     * A change has come further; false when it is not where {@code from} says, or when it is to be
     * sent and another one of the position is under way.
     */
    boolean advance(MarginChange from, MarginChange to) {
        if (!from.equals(unsettled.get(from.change()))) {
            return false;
        }
        if (to.state() == MarginState.SENT && isBusy(to)) {
            return false;
        }
        put(to);
        if (to.state() != from.state() && to.state() != MarginState.SENT) {
            changes.audited.add(
                    new Changes.Audited(
                            "trading",
                            "margin." + to.state().name().toLowerCase(Locale.ROOT),
                            to.change().toString(),
                            to,
                            to.words()));
            if (to.asked()) {
                announce(to);
            }
        }
        return true;
    }

    private void put(MarginChange change) {
        if (change.state().isFinal()) {
            unsettled.remove(change.change());
        } else {
            unsettled.put(change.change(), change);
        }
        idle = unsettled.isEmpty();
        changes.protection.margins.put(change.change(), change);
    }

    private void announce(MarginChange change) {
        changes.announce(
                new MarginActionTaken(
                        change.change().toString(),
                        change.account(),
                        change.symbol(),
                        change.state().name(),
                        change.words(),
                        change.updatedAt()));
    }

    private void requireNoOther(MarginChange change) {
        if (isBusy(change)) {
            throw Refusal.conflict(
                    "margin_change_pending",
                    "another change of this position's margin is not settled yet");
        }
    }

    private boolean isBusy(MarginChange change) {
        return unsettled.values().stream()
                .filter(other -> !other.change().equals(change.change()))
                .filter(other -> isOf(other, change.account(), change.symbol()))
                .anyMatch(
                        other ->
                                other.state() == MarginState.SENT
                                        || other.state() == MarginState.UNKNOWN);
    }

    private static boolean isOf(MarginChange change, AccountId account, String symbol) {
        return change.account().equals(account) && change.symbol().equals(symbol);
    }
}
