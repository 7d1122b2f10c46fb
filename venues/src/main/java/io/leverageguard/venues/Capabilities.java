package io.leverageguard.venues;

import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import java.time.Duration;
import java.util.Set;

/**
 * What a venue and its adapter can do, and in which manner, as data: callers ask here instead of
 * knowing venues by name.
 *
 * @param triggersMax conditional orders that may wait at once; 0 when it keeps none
 * @param trailsPositions whether a trailing stop belongs to a position, of which it closes the
 *     whole, and is no order of its own
 * @param hedgeMode whether one contract may have a long and a short position
 * @param marginModePerAccount whether isolated or cross is said for the whole account
 * @param adjustsMargin whether margin can be added to and taken from an isolated position
 * @param batchMax orders in one request; a longer list is split
 * @param amend what a change costs
 * @param answersAreFinal whether the answer to an order says what became of it; otherwise it only
 *     says that the order has arrived
 * @param tape how much of the public liquidations is published
 * @param clientIdPattern what the venue takes for a client order id, a regular expression
 * @param deadMan what the venue does for an account that falls silent
 */
public record Capabilities(
        Set<OrderKind> orderKinds,
        Set<Lifetime> lifetimes,
        Set<TriggerKind> triggerKinds,
        Set<PriceSource> triggerSources,
        int triggersMax,
        boolean trailsPositions,
        boolean hedgeMode,
        boolean marginModePerAccount,
        boolean adjustsMargin,
        int batchMax,
        Amend amend,
        boolean answersAreFinal,
        Tape tape,
        String clientIdPattern,
        DeadMan deadMan) {

    /** What changing an open order costs. */
    public enum Amend {
        /** Orders cannot be changed. */
        NONE,
        /** The order goes to the end of the queue. */
        LOSES_PRIORITY,
        /** It keeps its place when nothing but its quantity shrinks. */
        KEEPS_PRIORITY_WHEN_SMALLER
    }

    /** How much of the liquidations a venue publishes. */
    public enum Tape {
        /** Nothing. */
        NONE,
        /** At most one per contract and second: absence proves nothing. */
        SAMPLED,
        /** All. */
        COMPLETE
    }

    /** What starts the clock of a dead-man switch. */
    public enum Watch {
        /** There is none. */
        NONE,
        /** Being told: each contract has a clock of its own. */
        PER_SYMBOL,
        /** Being told: the account has one clock. */
        PER_ACCOUNT,
        /** The loss of the account's last private stream. */
        ON_DISCONNECT
    }

    /**
     * The switch by which a venue cancels the open orders of an account that falls silent.
     *
     * @param shortest the least time it can be set to
     * @param longest the most
     * @param cancelsTriggers whether conditional orders that wait are cancelled too
     * @param disarms whether it can be switched off again
     */
    public record DeadMan(
            Watch watch,
            Duration shortest,
            Duration longest,
            boolean cancelsTriggers,
            boolean disarms) {
        /** A venue without one. */
        public static DeadMan none() {
            return new DeadMan(Watch.NONE, Duration.ZERO, Duration.ZERO, false, false);
        }

        /** Whether the venue has one. */
        public boolean exists() {
            return watch != Watch.NONE;
        }

        /** The time nearest to {@code wanted} that it can be set to. */
        public Duration within(Duration wanted) {
            if (wanted.compareTo(shortest) < 0) {
                return shortest;
            }
            return wanted.compareTo(longest) > 0 ? longest : wanted;
        }

        /** Whether it can be set to this time. */
        public boolean takes(Duration patience) {
            return exists() && within(patience).equals(patience);
        }
    }

    /** Sets are copied. */
    public Capabilities {
        orderKinds = Set.copyOf(orderKinds);
        lifetimes = Set.copyOf(lifetimes);
        triggerKinds = Set.copyOf(triggerKinds);
        triggerSources = Set.copyOf(triggerSources);
    }

    /** Places and cancels orders one by one: what {@link VenueAccount} does by itself. */
    public static Capabilities plain() {
        return new Capabilities(
                Set.of(OrderKind.MARKET, OrderKind.LIMIT),
                Set.of(Lifetime.GTC, Lifetime.IOC, Lifetime.FOK, Lifetime.POST_ONLY),
                Set.of(),
                Set.of(),
                0,
                false,
                false,
                false,
                false,
                1,
                Amend.NONE,
                true,
                Tape.NONE,
                "[A-Za-z0-9]{1,32}",
                DeadMan.none());
    }

    /** Whether the venue takes this client order id. */
    public boolean takesClientId(String clientOrderId) {
        return clientOrderId.matches(clientIdPattern);
    }
}
